// A database of the original, converted, in front of one of its learners: they sign in as ever, and everything is there.
import { strict as assert } from "node:assert";
import { afterAll, beforeAll, expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { newPerson } from "../support/client.ts";
import { emailOf, idOf, makeOriginal, originalPassword } from "../support/original.ts";
import { originalServer, runConversion, type OriginalServer } from "../support/original-server.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";
import { assertSeen, questions, signIn } from "./steps.ts";

let server: OriginalServer;
let stack: TestStack;
/** Titles of a learner's tracks, and what they said last in one of them. */
let titles: readonly string[];
let said: string;

beforeAll(async () => {
  server = await originalServer();
  const { sql, fill, url } = server.main;
  await makeOriginal(sql, fill, "after");
  const tracks = await sql<{ title: string }[]>`
    select t.title from learning_tracks t join users u on u.id = t.user_id
    where u.email = ${emailOf(5)} order by t.title`;
  titles = tracks.map(({ title }) => title);
  const [last] = await sql<{ content: string }[]>`
    select m.message_content as content from chat_messages m
    join chats c on c.id = m.chat_id join chat_sessions s on s.id = c.session_id
    where s.track_id = ${idOf("track 25")} and m.sender_type = 'user'
    order by m.timestamp desc, m.id desc limit 1`;
  assert.ok(last);
  said = last.content;
  assert.match((await runConversion(url)).output, /^Converted\./m);
  await server.stop();
  stack = await startTestStack(shared().modelUrl, { dataDir: server.dataDir });
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await server?.remove();
});

test("a learner of the original signs in with their password, and finds their tracks and what they said", async () => {
  const learner = await person({ target: targetOf(stack, shared().modelUrl), language: "ru" });
  const { page } = learner;
  await signIn(learner, { ...newPerson(), email: emailOf(5), password: originalPassword });

  await page.goto("/tracks");
  expect(titles).toHaveLength(6);
  for (const title of titles) await assertSeen(page.getByText(title.trim()));
  await page.goto(`/tracks/${idOf("track 25")}/chat`);

  const shown = questions(page).last();
  await shown.waitFor();
  const folded = (text: string): string => text.replace(/\s+/g, " ").trim();
  expect(folded(await shown.innerText())).toContain(folded(said).slice(0, 80));
});
