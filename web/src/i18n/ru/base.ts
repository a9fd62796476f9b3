// Russian. A key that English has and this lacks fails the types.
import type { en } from "../en/base.ts";
import { app } from "./app.ts";
import { errors } from "./errors.ts";
import { landing } from "./landing.ts";
import { settings } from "./settings.ts";
import { account } from "./account.ts";
import { tracks } from "./tracks.ts";

export const ru: typeof en = { app, account, landing, tracks, settings, errors };
