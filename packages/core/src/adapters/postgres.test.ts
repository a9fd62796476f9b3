import { expect, test } from "vitest";
import { options } from "./postgres.ts";

const address = {
  host: "db.example",
  port: 5432,
  username: "u",
  password: "p",
  database: "d",
  pool: 1,
};

test.each([
  ["a server of our own laptop is not", { ssl: false, authority: "" }, false],
  [
    "a server that Node can trust is, by chain and name",
    { ssl: true, authority: "" },
    "verify-full",
  ],
  [
    "a server with an authority of its own is, by that one",
    { ssl: true, authority: "PEM" },
    { ca: "PEM" },
  ],
])("%s checked for its certificate", (_, how, ssl) => {
  expect(options({ ...address, ...how }).ssl).toEqual(ssl);
});
