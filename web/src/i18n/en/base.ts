// English: the shape of the dictionary. A value is a string, or a function that makes one.
import { app } from "./app.ts";
import { errors } from "./errors.ts";
import { landing } from "./landing.ts";
import { settings } from "./settings.ts";
import { account } from "./account.ts";
import { tracks } from "./tracks.ts";

export const en = { app, account, landing, tracks, settings, errors };
