// What a stage is for, and what follows from that. Everything else of `infra/` asks here, never for a stage's name.
import { setting } from "./setting.ts";
import { sizeNamed, sizes, type Size } from "./sizes.ts";

/**
 * production and dev last and have a database of their own; a preview is a branch inside dev's network and instance;
 * a developer runs the functions on a laptop (`sst dev`).
 */
export type Kind = "production" | "dev" | "preview" | "developer";

/** So long that no name of a role or function loses its prefix, by which the deploy roles are bounded. */
const longestName = 20;

/** @throws Error in one sentence, for a name that cannot be a stage's or a mode that stage cannot have */
export function kindOf(stage: string, isLive: boolean): Kind {
  if (!/^[a-z][a-z0-9-]*$/.test(stage) || stage.length > longestName) {
    throw new Error(
      `The stage ${stage} needs another name: lower-case letters, digits and hyphens, at most ${String(longestName)}.`,
    );
  }
  const isLasting = stage === "production" || stage === "dev";
  if (isLive && isLasting) {
    throw new Error(`The stage ${stage} is shared: sst dev needs one of its own.`);
  }
  if (isLive) return "developer";
  return isLasting ? stage : "preview";
}

/** The database, and the role that owns it, of a preview inside dev's instance. */
export const previewDatabaseName = (stage: string): string =>
  `preview_${stage.replaceAll("-", "_")}`;

export const kind: Kind = kindOf($app.stage, $dev);

/** Kept, backed up, watched. */
export const isLasting: boolean = kind === "production" || kind === "dev";

/** Prefix of names that SST does not make. */
export const prefix: string = `${$app.name}-${$app.stage}`;

/** Which production this is; read in every stage, so that a wrong value is found before production meets it. */
const sizeName = sizeNamed(setting("SIZE"));

const isOutside = sizeName === "external";

if (kind === "preview" && isOutside) {
  throw new Error(
    "With SIZE=external there are no previews: a preview has its database inside dev's own instance.",
  );
}

export const size: Size =
  kind === "production"
    ? sizes[sizeName]
    : sizes[kind === "dev" && isOutside ? "externalDev" : kind];

/** Its database server is somebody else's, so it has neither a network nor a server of its own. */
export const isExternal: boolean = isLasting && isOutside;

/** A preview's APIs write none: the rights for it are on all the logs of the account, and a preview runs what was pushed. */
export const withoutAccessLog: { readonly accessLogSettings?: undefined } =
  kind === "preview" ? { accessLogSettings: undefined } : {};
