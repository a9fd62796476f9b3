// English: the shape of the dictionary. A value is a string, or a function that makes one.
import { app } from "./en/app.ts";
import { errors } from "./en/errors.ts";
import { landing } from "./en/landing.ts";
import { settings } from "./en/settings.ts";
import { account } from "./en/account.ts";
import { tracks } from "./en/tracks.ts";

export const en = { app, account, landing, tracks, settings, errors };
