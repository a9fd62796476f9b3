// The words that are loaded before the first render, in English: the shape of the Russian ones.
export { account } from "./account.ts";
export { app } from "./app.ts";
export { errors } from "./errors.ts";
export { landing } from "./landing.ts";
export { tracks } from "./tracks.ts";
