// Tracks and chats as Markdown files.
import { describe, expect, test } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, planned, say, track } from "../support/learning.ts";

const nameOf = (headers: Headers): string => {
  const header = headers.get("content-disposition") ?? "";
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(header) ?? [];
  const [, plain] = /filename="?([^";]+)"?/.exec(header) ?? [];
  return encoded === undefined ? (plain ?? "") : decodeURIComponent(encoded);
};

const chatPart = async (client: Client, id: string, query = {}) => {
  const answer = await client.send("chatMarkdown", { params: { id }, query });
  expect(answer.status).toBe(200);
  return { text: String(answer.body), headers: answer.headers };
};

describe("a track as Markdown", () => {
  test("is a file of its title with its modules, in the user's language", async () => {
    const client = await guest();
    await client.ok("updateMe", { body: { locale: "ru" } });
    const title = `Гончарное дело: основы ${crypto.randomUUID().slice(0, 8)}`;
    const made = await planned(client, { title, description: "# От глины\nдо чаши" });
    const { modules } = await finalize(client, made);

    const answer = await client.send("trackMarkdown", { params: { id: made.id } });

    expect(nameOf(answer.headers)).toBe(`${title.replace(":", "-")}.md`);
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="?ai-learning\.md"?;/,
    );
    const text = String(answer.body);
    expect(text).toContain(`# ${title}\n`);
    expect(text).toContain("\\# От глины\\\nдо чаши");
    expect(text.match(/^### Модуль \d+\. /gm)).toHaveLength(modules.length);
  });

  test("has a name that every file system takes", async () => {
    const client = await guest();
    const made = await track(client, { title: `../a/b\\c:d*?"<>|\t${"я".repeat(150)}` });
    const { headers } = await client.send("trackMarkdown", { params: { id: made.id } });
    const name = nameOf(headers);
    expect(name).toMatch(/^[^.][^/\\:*?"<>|\p{C}]+\.md$/u);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  });
});

describe("a chat as Markdown", () => {
  test("has what was said, in order, what learners typed as they typed it", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "# Why *clay*?");

    const { text, headers } = await chatPart(client, made.chat_id);

    expect(headers.get("link")).toBeNull();
    expect(nameOf(headers)).toMatch(/^Pottery .+\.md$/);
    expect(text).toContain("> \\# Why \\*clay\\*?");
    const speakers = [...text.matchAll(/^## (You|Mentor) · /gm)].map(([, who]) => who);
    expect(speakers).toEqual(["Mentor", "You", "Mentor"]);
  });

  test("that is long comes in parts an answer can carry, every message once", async () => {
    const client = await guest();
    const made = await track(client);
    const count = 300;
    // The worst for an answer: a message that is all line ends.
    await database()`insert into chat_messages
      (id, chat_id, sender_type, message_content, position, status)
      select gen_random_uuid(), ${made.chat_id}, 'user',
        'number ' || n || repeat(E'\n"', 5900) || 'end ' || n || '.', n, 'complete'
      from generate_series(1, ${count}) n`;

    const found: number[] = [];
    let query: Record<string, string> | null = {};
    let parts = 0;
    while (query !== null) {
      const { text, headers }: { text: string; headers: Headers } = await chatPart(
        client,
        made.chat_id,
        query,
      );
      parts += 1;
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
      expect(text.startsWith("# ")).toBe(true);
      expect(text).toContain(`(part ${String(parts)})`);
      found.push(
        ...[...text.matchAll(/^> end (\d+)\.|"end (\d+)\./gm)].map(([, a, b]) => Number(a ?? b)),
      );
      const next = /^<[^?]+\?([^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
      query = next === undefined ? null : Object.fromEntries(new URLSearchParams(next));
    }

    expect(parts).toBeGreaterThan(1);
    expect(found).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  });

  test("marks an answer that is not complete", async () => {
    const client = await guest();
    const made = await planned(client);
    await database()`update chat_messages set status = 'stopped', message_content = E'\`\`\`\nhalf'
      where chat_id = ${made.chat_id} and sender_type = 'ai'`;
    const { text } = await chatPart(client, made.chat_id);
    expect(text).toContain("```\nhalf\n```\n\n*The answer was stopped here.*");
  });
});
