// Accounts, guests, sign-ins and the cookies that keep a browser signed in.
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { anonymous, browser, guest, newPerson, password, registered } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { Jar } from "../support/jar.ts";
import { planned } from "../support/learning.ts";
import { expiredToken } from "../support/token.ts";

describe("registering", () => {
  test("makes an account that can sign in at once", async () => {
    const person = newPerson();

    const made = await anonymous().ok("register", { body: person });

    expect(made.user).toMatchObject({
      email: person.email,
      first_name: "Ada",
      last_name: "Lovelace",
      role: "student",
      is_active: true,
      is_guest: false,
    });
    expect(made.user.created_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(made.expires_in).toBe(30 * 60);
    expect(await anonymous({ token: made.access_token }).ok("me")).toEqual(made.user);
  });

  test("trims and lower-cases the address, and knows it in any case", async () => {
    const person = newPerson();
    const { user } = await anonymous().ok("register", {
      body: { ...person, email: `  ${person.email.toUpperCase()} `, first_name: " Ada " },
    });
    expect(user).toMatchObject({ email: person.email, first_name: "Ada" });

    await anonymous().refused("email_taken", "register", {
      body: { ...person, email: person.email.toUpperCase() },
    });
    const again = await anonymous().ok("login", { body: { ...person, email: person.email } });
    expect(again.user.id).toBe(user.id);
  });

  test("gives an address to only one of two simultaneous registrations", async () => {
    const person = newPerson();
    const answers = await Promise.all(
      [1, 2, 3].map(() => anonymous().send("register", { body: person })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400, 400]);
  });

  test.each([
    ["email", "no address"],
    ["email", `${"x".repeat(250)}@example.com`],
    ["email", ""],
    ["password", "short"],
    ["password", "x".repeat(257)],
    ["first_name", " \t\n"],
    ["last_name", "x".repeat(101)],
  ])("refuses a %s of %s", async (field, value) => {
    const body = { ...newPerson(), [field]: value };
    const error = await anonymous().refused("invalid_request", "register", { body });
    expect(error.issues).toMatchObject([{ path: field }]);
  });

  test("keeps a guest's id and everything it made", async () => {
    const visitor = await guest();
    const track = await planned(visitor);
    const before = await storedFor(visitor.user.id);

    const { user, access_token } = await visitor.ok("register", { body: newPerson() });

    expect(user).toMatchObject({ id: visitor.user.id, is_guest: false });
    expect(await storedFor(user.id)).toEqual(before);
    const tracks = await anonymous({ token: access_token }).ok("listTracks");
    expect(tracks.map(({ id }) => id)).toEqual([track.id]);
  });

  test("leaves a guest a guest when the address is taken", async () => {
    const visitor = await guest();
    const person = newPerson();
    await anonymous().ok("register", { body: person });

    await visitor.refused("email_taken", "register", { body: person });

    expect(await visitor.ok("me")).toEqual(visitor.user);
  });

  test("stores no password as it was typed", async () => {
    const { user } = await registered();
    const [row] = await database()<{ password_hash: string }[]>`
      select password_hash from users where id = ${user.id}`;
    expect(row?.password_hash).not.toContain(password);
  });
});

describe("signing in", () => {
  test("answers a wrong password as it answers an unknown address", async () => {
    const { user } = await registered();
    const wrong = await anonymous().refused("invalid_credentials", "login", {
      body: { email: user.email, password: "wrong horse 1" },
    });
    const unknown = await anonymous().refused("invalid_credentials", "login", {
      body: { email: "nobody@example.com", password },
    });
    expect({ ...wrong, request_id: "" }).toEqual({ ...unknown, request_id: "" });
  });

  test.each([
    ["composed", "decomposed", "NFC", "NFD"],
    ["decomposed", "composed", "NFD", "NFC"],
  ] as const)("takes a password chosen with %s letters typed with %s ones", async (...how) => {
    const [, , chosen, typed] = how;
    const secret = "crème brûlée йод 1";
    const { email, ...rest } = newPerson();
    await anonymous().ok("register", {
      body: { ...rest, email, password: secret.normalize(chosen) },
    });

    const again = await anonymous().ok("login", {
      body: { email, password: secret.normalize(typed) },
    });

    expect(again.user.email).toBe(email);
  });

  test("with a guest's address is refused", async () => {
    const { user } = await guest();
    for (const guess of ["", "!", password]) {
      const body = { email: user.email, password: guess };
      await anonymous().refused("invalid_credentials", "login", { body });
    }
  });

  test("is refused to an account that was closed, also with a token from before", async () => {
    const client = await registered();
    await database()`update users set is_active = false where id = ${client.user.id}`;
    const body = { email: client.user.email, password };
    await anonymous().refused("inactive_user", "login", { body });
    await client.refused("invalid_token", "me");
  });

  test("becomes invalid everywhere when the user's token version rises", async () => {
    const client = await registered();
    await database()`update users set token_version = 2 where id = ${client.user.id}`;
    await client.refused("invalid_token", "me");
    await client.refused("invalid_token", "listTracks");
  });

  test("puts only the user's identity into a token", async () => {
    const { token, user } = await registered();
    const { sub, ver, sid, iat, exp, ...rest } = decodeJwt(token ?? "");
    expect({ sub, ver, rest }).toEqual({ sub: user.id, ver: 1, rest: {} });
    expect(sid).toMatch(/^[0-9a-f-]{36}$/);
    expect((exp ?? 0) - (iat ?? 0)).toBe(30 * 60);
  });
});

describe("a guest", () => {
  test("is a user with a name in the browser's language", async () => {
    const headers = { "accept-language": "fr, ru;q=0.8, en;q=0.5" };
    const { user } = await anonymous().ok("guestLogin", { headers });
    expect(user).toMatchObject({ is_guest: true, first_name: "Гость", locale: "ru" });
    const other = await anonymous().ok("guestLogin", { headers: { "accept-language": "de" } });
    expect(other.user).toMatchObject({ first_name: "Guest", locale: "en" });
  });

  test("stays the same guest when it asks again", async () => {
    const visitor = await guest();
    expect((await visitor.ok("guestLogin")).user).toEqual(visitor.user);
    expect(await visitor.ok("me")).toEqual(visitor.user);
  });
});

describe("a browser", () => {
  test("is signed in by cookies that scripts cannot read", async () => {
    const { headers } = await anonymous().answer("register", { body: newPerson() });
    const cookies = headers.getSetCookie().map((line) => line.split("; "));
    const shared = ["HttpOnly", "Max-Age=2592000"];
    expect(cookies.map((parts) => parts.slice(1).toSorted())).toEqual([
      [...shared, "Path=/", "SameSite=Lax"],
      [...shared, "Path=/api", "SameSite=Lax"],
    ]);
    expect(cookies.map(([pair]) => pair?.replace(/=[^;]+$/, ""))).toEqual([
      "sign_in",
      "sign_in_refresh",
    ]);
  });

  test("needs nothing but its cookies", async () => {
    const client = await browser();
    expect(await client.ok("me")).toEqual(client.user);
  });

  test("exchanges its refresh cookie for a new one", async () => {
    const client = await browser();
    const before = client.jar?.get("sign_in_refresh");

    const renewed = await client.ok("refresh");

    expect(renewed.user).toEqual(client.user);
    expect(client.jar?.get("sign_in_refresh")).not.toBe(before);
    await client.ok("me");
  });

  test("is renewed during a request when its sign-in cookie has expired", async () => {
    const client = await browser();
    client.jar?.set("sign_in", await expiredToken(client.user.id));
    expect(await client.ok("me")).toEqual(client.user);
    expect(decodeJwt(client.jar?.get("sign_in") ?? "").exp).toBeGreaterThan(Date.now() / 1000);
  });

  test("keeps working with an expired bearer token beside its cookie", async () => {
    const client = await browser();
    const late = client.with({ token: await expiredToken(client.user.id) });
    expect(await late.ok("me")).toEqual(client.user);
  });

  test("is not let in by another user's expired token beside its cookie", async () => {
    const client = await browser();
    client.jar?.delete("sign_in_refresh");
    const mixed = client.with({ token: await expiredToken(crypto.randomUUID()) });
    await mixed.refused("token_expired", "me");
  });

  test("loses both its sign-in cookie and its refresh cookie when it signs out", async () => {
    const client = await browser();
    const stolen = new Jar();
    stolen.set("sign_in_refresh", client.jar?.get("sign_in_refresh") ?? "");

    await client.ok("logout");

    expect(client.jar?.names).toEqual([]);
    await client.refused("not_signed_in", "me");
    await client.with({ jar: stolen }).refused("invalid_token", "refresh");
  });

  test("may sign out without being signed in", async () => {
    expect(await anonymous().ok("logout")).toEqual({ success: true, message: "Signed out" });
  });

  const copyOf = (client: { readonly jar: Jar | null }): Jar => {
    const jar = new Jar();
    jar.set("sign_in_refresh", client.jar?.get("sign_in_refresh") ?? "");
    return jar;
  };
  /** Lets so much time pass for the refresh tokens of a user. */
  const age = (client: { user: { id: string } }, interval: string) => database()`
    update refresh_tokens set created_at = created_at - ${interval}::interval,
      rotated_at = rotated_at - ${interval}::interval
    where user_id = ${client.user.id}`;

  test("keeps its sign-in when the response to its renewal was lost, even long ago", async () => {
    const client = await browser();
    const lost = copyOf(client);
    await client.with({ jar: lost }).ok("refresh");
    await age(client, "20 days");

    await client.ok("refresh");
    await age(client, "20 days");

    expect((await client.ok("refresh")).user).toEqual(client.user);
  });

  test("gets the same refresh token from a request that is repeated at once", async () => {
    const client = await browser();
    const repeated = copyOf(client);
    await client.ok("refresh");
    await client.with({ jar: repeated }).ok("refresh");
    expect(repeated.get("sign_in_refresh")).toBe(client.jar?.get("sign_in_refresh"));
  });

  test("loses the whole family when a refresh token comes back whose successor has been used", async () => {
    const client = await browser();
    const stolen = copyOf(client);
    await client.ok("refresh");
    await client.ok("refresh");

    await client.with({ jar: stolen }).refused("invalid_token", "refresh");

    await client.refused("invalid_token", "refresh");
  });

  test("loses the whole family when a thief renewed the refresh token first", async () => {
    const client = await browser();
    const stolen = copyOf(client);
    await client.ok("refresh");
    await age(client, "1 hour");
    const thief = client.with({ jar: stolen });
    await thief.ok("refresh");

    await client.refused("invalid_token", "refresh");

    await thief.refused("invalid_token", "refresh");
  });

  test("may exchange the same refresh token from many tabs at once, repeatedly", async () => {
    const client = await browser();
    for (let round = 0; round < 20; round += 1) {
      const jars = Array.from({ length: 6 }, () => copyOf(client));
      await Promise.all(jars.map((jar) => client.with({ jar }).ok("refresh")));
      const given = new Set(jars.map((jar) => jar.get("sign_in_refresh")));
      expect(given.size).toBe(1);
      client.jar?.set("sign_in_refresh", [...given][0] ?? "");
    }
    expect((await client.ok("refresh")).user).toEqual(client.user);
  });

  test.each([[undefined], [""], ["garbage"]])("is not renewed by a cookie of %s", async (value) => {
    const jar = new Jar();
    if (value !== undefined) jar.set("sign_in_refresh", value);
    const code = value ? "invalid_token" : "not_signed_in";
    await anonymous({ jar }).refused(code, "refresh");
  });
});
