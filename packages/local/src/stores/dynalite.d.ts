// dynalite ships no types; this is the part we use.
declare module "dynalite" {
  import type { Server } from "node:http";
  /** A DynamoDB over HTTP; `path` is its LevelDB folder. */
  export default function dynalite(options: { path: string; createTableMs?: number }): Server;
}
