// Bad input at every route that takes a body or an id: the documented code, nothing stored, no 5xx.
import { routes, type RouteName } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, guest, type Client } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import type { AnyRequest } from "../support/http.ts";
import { until } from "../support/until.ts";
import { cases, makeWorld, type World } from "./cases.ts";

const rows = Object.entries<Route>(routes) as [RouteName, Route][];
const withBody = rows.filter(([, { body }]) => body !== undefined);
/** Not the calendar's address: one that cannot be answers as one that is unknown. */
const withParams = rows.filter(([name, { params }]) => params && name !== "calendarFeed");

let world: World;
let stored: Record<string, number>;

beforeAll(async () => {
  world = await makeWorld();
  stored = await storedFor(world.owner.user.id);
});

const caller = (name: RouteName): Client => (cases[name].anonymous ? anonymous() : world.owner);
const right = (name: RouteName): AnyRequest => cases[name].request(world);

type Body = Readonly<Record<string, unknown>>;

/** The right request with another body. */
const withOther = (name: RouteName, change: (body: Body) => unknown): AnyRequest => {
  const request = right(name);
  return { ...request, body: change(request.body as Body) };
};

const fieldsOf = (name: RouteName): [string, unknown][] =>
  Object.entries((cases[name].request(world).body ?? {}) as Body);

const isRequired = (row: Route, field: string): boolean => {
  const { shape } = row.body as unknown as {
    shape: Record<string, { safeParse(value: unknown): { success: boolean } }>;
  };
  return shape[field]?.safeParse(undefined).success === false;
};

const nothingStored = async (): Promise<void> => {
  expect(await storedFor(world.owner.user.id)).toEqual(stored);
};

const encoder = new TextEncoder();
const brokenUtf8 = new Uint8Array([
  ...encoder.encode('{"title":"'),
  0xc3,
  0x28,
  ...encoder.encode('"}'),
]);

describe.each(withBody)("%s", (name, row) => {
  test.each([
    ["cut off", '{"title": "Pott'],
    ["not JSON at all", "title=Pottery"],
    ["two values", "{} {}"],
    ["broken UTF-8", brokenUtf8],
  ])("refuses a body that is %s", async (_, raw) => {
    await caller(name).refused("invalid_json", name, { ...right(name), body: undefined, raw });
    await nothingStored();
  });

  test.each([["null"], ["[]"], ['"text"'], ["42"], ["true"]])(
    "refuses %s in place of an object",
    async (raw) => {
      const error = await caller(name).refused("invalid_request", name, {
        ...right(name),
        body: undefined,
        raw,
      });
      expect(error.issues).toHaveLength(1);
      await nothingStored();
    },
  );

  test("refuses another type than JSON", async () => {
    const headers = { "content-type": "text/plain" };
    await caller(name).refused("unsupported_media_type", name, { ...right(name), headers });
    await nothingStored();
  });

  test("refuses a body beyond 256 KB", async () => {
    const request = withOther(name, (body) => ({ ...body, filler: "x".repeat(256 * 1024) }));
    await caller(name).refused("payload_too_large", name, request);
    await nothingStored();
  });

  test("takes an absent body only where its row says so", async () => {
    const { body: _, ...empty } = right(name);
    const client = cases[name].ends ? await guest() : caller(name);
    const answer = await client.send(name, empty);
    expect(answer.body).toMatchObject(row.bodyOptional ? {} : { code: "invalid_json" });
    expect(answer.status).toBe(row.bodyOptional ? 200 : 400);
  });

  test("refuses each field of a wrong type, and names it", async () => {
    for (const [field] of fieldsOf(name).filter(([one]) => one !== "track_context")) {
      const request = withOther(name, (body) => ({ ...body, [field]: { wrong: true } }));
      const error = await caller(name).refused("invalid_request", name, request);
      const named = error.issues?.map((one) => one.path.split(".")[0]);
      expect(new Set(named)).toEqual(new Set([field]));
    }
    await nothingStored();
  });

  test("refuses each required field that is missing, and names it", async () => {
    for (const [field] of fieldsOf(name).filter(([one]) => isRequired(row, one))) {
      const request = withOther(name, (body) => ({ ...body, [field]: undefined }));
      const error = await caller(name).refused("invalid_request", name, request);
      expect(error.issues).toMatchObject([{ path: field }]);
    }
    await nothingStored();
  });

  test.each([
    ["NUL characters", "a\0b"],
    ["lone surrogates", "a\ud800b"],
  ])("refuses %s in each field of text", async (_, text) => {
    for (const [field] of fieldsOf(name).filter(([, value]) => typeof value === "string")) {
      const request = withOther(name, (body) => ({ ...body, [field]: text }));
      const { status, body } = await caller(name).send(name, request);
      const code = cases[name].unstorable?.[field] ?? "invalid_request";
      expect({ field, ...(body as Body) }).toMatchObject({ field, code });
      expect(status).toBeLessThan(500);
    }
    await nothingStored();
  });
});

test.each([
  ["createTrack", "title", 201],
  ["updateTrack", "title", 201],
  ["createSession", "session_name", 201],
  ["createChat", "chat_name", 201],
  ["updateChat", "chat_name", 201],
  ["welcome", "skill_area", 201],
  ["welcome", "user_expectations", 4001],
  ["chatResponse", "message", 12_001],
  ["finalize", "skill_area", 201],
  ["generatePlan", "user_expectations", 4001],
] as const)("%s refuses a %s of %i characters", async (name, field, length) => {
  const request = withOther(name, (body) => ({ ...body, [field]: "x".repeat(length) }));
  const error = await caller(name).refused("invalid_request", name, request);
  expect(error.issues).toEqual([
    { path: field, message: `must be at most ${length - 1} characters` },
  ]);
  await nothingStored();
});

test.each(rows.filter(([, { auth }]) => auth === "guest"))(
  "%s creates no guest for a refused request",
  async (name) => {
    // While this lock is held nobody can be made a guest: a request that tries does not answer.
    await database().begin(async (sql) => {
      await sql`lock table users in share mode`;
      let answered = false;
      const refused = anonymous()
        .refused("invalid_request", name, { body: {} })
        .finally(() => (answered = true));
      await Promise.race([refused, until(() => answered, { within: 3000, what: "the refusal" })]);
    });
    await nothingStored();
  },
);

describe.each(withParams)("%s", (name) => {
  test.each([["!"], ["not a key"], ["x".repeat(129)], ["%00"], ["ключ"], ["' or 1=1 --"]])(
    "refuses %s for an id",
    async (id) => {
      const request = right(name);
      const error = await world.owner.refused("invalid_id", name, {
        ...request,
        params: { ...request.params, id },
      });
      expect(error.detail).toMatch(
        /^Invalid (track|chat|session|job|module|lesson|assignment) ID format$/,
      );
      await nothingStored();
    },
  );
});
