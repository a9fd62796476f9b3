// Which browser there is, and what it takes to run it: CHROMIUM_PATH, an installed Chromium or Chrome, or the one that
// comes with the packages, with the libraries and fonts a bare machine lacks.
import { execFile } from "node:child_process";
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** How to start a browser. Plain data, so that it can cross into the test processes. */
export interface Browser {
  readonly executablePath: string;
  /** Added to the environment of its process. */
  readonly env: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** Keeps the browser to the pages it is shown: nothing is asked of anybody else. */
export const browserFlags: readonly string[] = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  "--no-sandbox",
  // The same picture on every machine.
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
];

/**
 * Finds the browser, unpacking the one from the packages on first use.
 *
 * @throws Error in one sentence when there is none
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env["CHROMIUM_PATH"] ?? "";
  if (chosen !== "") {
    if (await canRun(chosen)) return { executablePath: chosen, env: {} };
    throw new Error(`CHROMIUM_PATH is "${chosen}", which is no program this user can run.`);
  }
  for (const path of installed()) if (await canRun(path)) return { executablePath: path, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpacked();
  throw new Error("No browser was found: install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Where Chromium and Chrome are found once installed. */
function installed(): string[] {
  switch (process.platform) {
    case "darwin":
      return ["Chromium", "Google Chrome"].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) =>
        join(process.env[name] ?? "C:\\", "Google\\Chrome\\Application\\chrome.exe"),
      );
    default: {
      const folders = (process.env["PATH"] ?? "").split(delimiter).filter((one) => one !== "");
      const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
      return names.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

/** The browser of the packages, in a folder of its version. */
async function unpacked(): Promise<Browser> {
  const described = await readFile(
    findPackageJSON("@sparticuz/chromium", import.meta.url) ?? "",
    "utf8",
  );
  const { version }: { version: string } = JSON.parse(described);
  const cache = join(root, "node_modules/.cache");
  const folder = join(cache, `chromium-${version}`);
  if (!(await canRun(join(folder, "chromium")))) await unpack(cache, folder);
  return {
    executablePath: join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

async function unpack(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, "unpacking-"));
  try {
    // It unpacks into the temporary folder, and its libraries only where it takes itself to be on Lambda.
    const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
    const script = 'import it from "@sparticuz/chromium"; await it.executablePath();';
    await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, env });
    await writeFile(join(draft, "fonts.conf"), fontsOf(folder));
    // Half of one that was deleted while a browser wrote to it.
    if (!(await canRun(join(folder, "chromium"))))
      await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } catch (cause) {
    // Another process may have been quicker.
    if (await canRun(join(folder, "chromium"))) return;
    throw new Error("The browser of the package @sparticuz/chromium cannot be unpacked.", {
      cause,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The package's own font first, so that pictures do not depend on the machine; the machine's for what it lacks. */
const fontsOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  ${alias("sans-serif", "Open Sans")}
  ${alias("system-ui", "Open Sans")}
  ${alias("monospace", "DejaVu Sans Mono")}
  ${alias("ui-monospace", "DejaVu Sans Mono")}
</fontconfig>
`;

const alias = (asked: string, given: string): string =>
  `<alias binding="strong"><family>${asked}</family><prefer><family>${given}</family></prefer></alias>`;
