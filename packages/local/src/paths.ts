// Where things are in this repository.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** The functions' package; entries and assets of the manifest are relative to it. */
export const functionsRoot = join(repositoryRoot, "packages/functions");

/** Where bundles go unless said otherwise. */
export const defaultBundleDir = join(functionsRoot, "dist");

/** The site's package. */
export const siteRoot = join(repositoryRoot, "web");

/** Where the built site is. */
export const defaultSiteDir = join(siteRoot, "dist");
