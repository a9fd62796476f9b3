// The words that are loaded before the first render, in Russian. A key that English has and this lacks fails the types.
export { account } from "./account.ts";
export { app } from "./app.ts";
export { errors } from "./errors.ts";
export { landing } from "./landing.ts";
export { tracks } from "./tracks.ts";
