// Which processes of this machine belong to a test, and where they listen. Linux only.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Live processes whose command line or environment names a folder, this one apart. */
export function processesOf(folder: string): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const texts = ["cmdline", "environ"].map((file) =>
        readFileSync(`/proc/${name}/${file}`, "utf8"),
      );
      return texts.some((text) => text.includes(folder)) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Local addresses on which those processes listen, as the kernel writes them. */
export function listeningAddressesOf(folder: string): string[] {
  const sockets = new Set(
    processesOf(folder).flatMap((pid) => {
      const descriptors = `/proc/${String(pid)}/fd`;
      return readdirSync(descriptors).flatMap((name) => targetOf(join(descriptors, name)));
    }),
  );
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A" && sockets.has(`socket:[${String(fields[9])}]`))
      .map((fields) => String(fields[1]).split(":")[0] ?? ""),
  );
}

/** What a descriptor of a process is; none when it was closed meanwhile. */
function targetOf(file: string): string[] {
  try {
    return [readlinkSync(file)];
  } catch {
    return [];
  }
}
