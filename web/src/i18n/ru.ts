// Russian. A key that English has and this lacks fails the types.
import type { en } from "./en.ts";
import { app } from "./ru/app.ts";
import { errors } from "./ru/errors.ts";
import { landing } from "./ru/landing.ts";
import { settings } from "./ru/settings.ts";
import { account } from "./ru/account.ts";
import { tracks } from "./ru/tracks.ts";

export const ru: typeof en = { app, account, landing, tracks, settings, errors };
