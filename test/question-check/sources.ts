// Question files and their lessons, from disk.
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { readQuestionFile } from "@ai-learning/core/question/file";
import type { QuestionFile } from "@ai-learning/core/question/item";
import { StartError } from "@ai-learning/local/start-error";

export interface Source {
  /** As it was named on the command line. */
  readonly name: string;
  readonly file: QuestionFile;
  /** The lesson's Markdown. */
  readonly lesson: string;
}

async function read(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : (code ?? "it cannot be read");
    throw new StartError(`${what}: ${reason}.`, { cause: thrown });
  }
}

/**
 * Reads one file and its lesson, whose path is seen from the file.
 *
 * @throws StartError that names the file and each place that is wrong
 */
export async function readSource(name: string): Promise<Source> {
  const { file, faults } = readQuestionFile(await read(name, name));
  if (file === null) {
    const places = faults.map((fault) => `  ${fault}`).join("\n");
    throw new StartError(`${name} is no question file:\n${places}`);
  }
  const { lesson } = file;
  if ("text" in lesson) return { name, file, lesson: lesson.text };
  const path = resolve(dirname(name), lesson.path);
  return { name, file, lesson: await read(path, `${name}, the lesson ${lesson.path}`) };
}
