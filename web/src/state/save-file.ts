// Files that the browser saves.
import { ApiError } from "@ai-learning/client/api-error";
import { failure } from "@ai-learning/client/api-failure";
import { signInNeeded } from "../api.ts";

/** Starts a browser download of a text. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The download has started by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Saves a title's text as a Markdown file. What a file may not be called is for the browser to replace. */
export const saveMarkdown = (title: string, text: string): void =>
  saveFile(`${title}.md`, text, "text/markdown;charset=utf-8");

/** The address of the part after this one. */
const nextOf = ({ headers }: Response): string | undefined =>
  /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];

async function read(path: string): Promise<Response> {
  const response = await fetch(path, { credentials: "same-origin" }).catch((cause: unknown) => {
    throw new ApiError({ code: "offline", detail: "No answer", status: 0 }, { cause });
  });
  if (response.ok) return response;
  const error = await failure(response);
  if (error.needsSignIn) for (const tell of signInNeeded) tell();
  throw error;
}

/**
 * The parts of a text that the service has at a path, in order.
 * @throws ApiError
 */
export async function readParts(path: string): Promise<string[]> {
  const parts: string[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Response = await read(next);
    parts.push(await response.text());
    next = nextOf(response);
  }
  return parts;
}

/**
 * Saves what the service has as Markdown at a path, all of its parts as one file.
 * @throws ApiError
 */
export async function downloadMarkdown(title: string, path: string): Promise<void> {
  saveMarkdown(title, (await readParts(path)).join("\n"));
}
