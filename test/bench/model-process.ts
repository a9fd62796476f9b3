// A helper: an OpenAI-compatible model that costs next to nothing and clocks itself, so that its time can be taken out.
// The learner's last message says what to answer: `[bench ID CHARS PACE]`, that many characters at that many characters
// a second, all at once for 0; or `[bench plan]`: a complete course plan. What has to be JSON is the outline of a module.
// Its first token always comes at once.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Characters of one piece. */
const pieceChars = 20;
const served = new Map<string, number>();

interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response_format?: object;
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  const body: AsyncIterable<Buffer> = request;
  for await (const chunk of body) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Asked;
}

const words = "one two three four five six seven eight nine ten ";
const textOf = (chars: number): string =>
  words.repeat(Math.ceil(chars / words.length)).slice(0, chars);

const plan = [
  "## Course plan: Knots\n**Total: 24 h**",
  ...Array.from({ length: 8 }, (_, at) =>
    [
      `### Module ${String(at + 1)}. Knot ${String(at + 1)} — 3 h`,
      "What it holds, and when it slips.",
      "- Tying it\n- Loading it\n- Untying it",
    ].join("\n"),
  ),
  "**Total: 24 h**",
].join("\n\n");

const outline = JSON.stringify({
  lessons: [1, 2].map((number) => ({
    title: `Lesson ${String(number)}`,
    objective_numbers: number === 1 ? [1, 2] : [3],
    minutes: 30,
    previous_title: null,
  })),
  practice: { title: "Tie it", instructions: "Ten times.", minutes: 60 },
  project: null,
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = performance.now();
  const { model, messages, response_format } = await read(request);
  const said = messages.findLast(({ role }) => role === "user")?.content ?? "";
  const [, id = "", chars = "40", pace = "0"] = /\[bench (\S+) (\d+) (\d+)\]/.exec(said) ?? [];
  const shown = said.includes("[bench plan]") ? plan : textOf(Number(chars));
  const text = response_format === undefined ? shown : outline;
  const size = pace === "0" ? 1000 : pieceChars;
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event: object): boolean => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const piece = (content: string, finish: string | null = null): boolean =>
    send({
      id: "bench",
      object: "chat.completion.chunk",
      model,
      choices: [{ index: 0, delta: { content }, finish_reason: finish }],
    });
  piece(text.slice(0, size));
  served.set(id, performance.now() - began);
  const start = performance.now();
  for (let at = size; at < text.length && !response.destroyed; at += size) {
    const due = pace === "0" ? 0 : start + (at / Number(pace)) * 1000 - performance.now();
    if (due > 1) await pause(due);
    piece(text.slice(at, at + size));
  }
  piece("", "stop");
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
  send({ id: "bench", object: "chat.completion.chunk", model, choices: [], usage });
  response.end("data: [DONE]\n\n");
}

const server = createServer((request, response) => {
  if (request.url === "/served") {
    response.end(JSON.stringify(Object.fromEntries(served)));
    served.clear();
  } else answer(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${String(port)}`);
});
process.once("disconnect", () => process.exit());
