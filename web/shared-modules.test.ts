import { expect, it } from "vitest";
import { sharedModules, type Imports } from "./shared-modules.ts";

/** A build of modules, each with what it imports; what is loaded later is marked with `lazy`. */
const graph =
  (modules: Readonly<Record<string, readonly string[]>>) =>
  (id: string): Imports | null => {
    const imports = modules[id];
    if (imports === undefined) return null;
    const isLazy = (one: string): boolean => one.startsWith("lazy ");
    return {
      importedIds: imports.filter((one) => !isLazy(one)),
      dynamicallyImportedIds: imports.filter(isLazy).map((one) => one.slice("lazy ".length)),
    };
  };

const site = graph({
  main: ["app", "routes"],
  app: ["layout"],
  layout: [],
  routes: [
    "lazy account/sign-in",
    "lazy account/register",
    "lazy chat/chat",
    "lazy track/track",
    "lazy tracks/tracks",
  ],
  "account/sign-in": ["form", "button"],
  "account/register": ["form", "button"],
  "chat/chat": ["button", "markdown"],
  "track/track": ["button", "progress"],
  "tracks/tracks": ["progress"],
  button: ["icon"],
  icon: [],
  form: [],
  markdown: [],
  progress: [],
});
const first = ["chat/chat"];

it("every page's file has what the entry imports and what pages of two folders share", () => {
  expect([...sharedModules("main", first, site).base].toSorted()).toEqual([
    "app",
    "button",
    "icon",
    "layout",
    "main",
    "routes",
  ]);
});

it("what only later pages share is a file of its own", () => {
  expect([...sharedModules("main", first, site).pages]).toEqual(["progress"]);
});

it("an entry or a first page that is not part of the build fails it", () => {
  expect(() => sharedModules("start", first, site)).toThrow("start is not part of the build");
  expect(() => sharedModules("main", ["chat"], site)).toThrow("chat is not part of the build");
});
