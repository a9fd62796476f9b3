// What a page and the page that draws its diagrams say to each other.

export interface Request {
  readonly type: "draw";
  readonly source: string;
  readonly isDark: boolean;
}

export type Reply =
  | { readonly type: "ready" }
  /** In CSS pixels; again whenever it changes. */
  | { readonly type: "drawn"; readonly height: number }
  | { readonly type: "failed"; readonly reason: string };

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null;

export const isRequest = (data: unknown): data is Request =>
  isRecord(data) &&
  data["type"] === "draw" &&
  typeof data["source"] === "string" &&
  typeof data["isDark"] === "boolean";

/** Higher than any page wants to be. */
const maxHeight = 4_000;

/** What a frame said, in bounds; null for anything else. */
export function readReply(data: unknown): Reply | null {
  if (!isRecord(data)) return null;
  const { type, height, reason } = data;
  if (type === "ready") return { type };
  if (type === "drawn" && typeof height === "number" && height > 0) {
    return { type, height: Math.min(height, maxHeight) };
  }
  return type === "failed" && typeof reason === "string"
    ? { type, reason: reason.slice(0, 300) }
    : null;
}
