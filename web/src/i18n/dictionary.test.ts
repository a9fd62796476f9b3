import { expect, it } from "vitest";
import { createDictionary, type Sources } from "./dictionary.ts";

interface Sections {
  readonly base: string;
  readonly chat: string;
}

const sources: Sources<Sections> = {
  en: { base: async () => "base in English", chat: async () => "chat in English" },
  ru: { base: async () => "base in Russian", chat: async () => "chat in Russian" },
};

it("a section is an error until it is loaded", async () => {
  const dictionary = createDictionary(sources, () => "en");
  expect(() => dictionary.language()).toThrow("No words are loaded yet");
  await dictionary.load("base");

  expect([dictionary.has("base"), dictionary.has("chat")]).toEqual([true, false]);
  expect(dictionary.words("base")).toBe("base in English");
  expect(() => dictionary.words("chat")).toThrow("The words of chat are not loaded");
});

it("sections loaded at the same time are all there", async () => {
  const dictionary = createDictionary(sources, () => "ru");
  await Promise.all([dictionary.load("chat"), dictionary.load("base")]);

  expect([dictionary.words("base"), dictionary.words("chat")]).toEqual([
    "base in Russian",
    "chat in Russian",
  ]);
});

it("the language changes only when every loaded section is there in it", async () => {
  const chat = Promise.withResolvers<string>();
  const dictionary = createDictionary(
    { ...sources, ru: { ...sources.ru, chat: () => chat.promise } },
    () => "en",
  );
  await dictionary.load("base");
  await dictionary.load("chat");
  const chosen = dictionary.choose("ru");

  expect(dictionary.language()).toBe("en");
  chat.resolve("chat in Russian");
  await chosen;
  expect(dictionary.language()).toBe("ru");
  expect(dictionary.words("base")).toBe("base in Russian");
  expect(dictionary.words("chat")).toBe("chat in Russian");
});

it("a section that is on its way when the language changes arrives in the new one", async () => {
  const chat = Promise.withResolvers<string>();
  const dictionary = createDictionary(
    { ...sources, en: { ...sources.en, chat: () => chat.promise } },
    () => "en",
  );
  await dictionary.load("base");
  const loaded = dictionary.load("chat");
  await dictionary.choose("ru");
  chat.resolve("chat in English");
  await loaded;

  expect(dictionary.language()).toBe("ru");
  expect(dictionary.words("base")).toBe("base in Russian");
  expect(dictionary.words("chat")).toBe("chat in Russian");
});

it("a language whose words cannot be fetched leaves everything as it was", async () => {
  const unreachable = { ...sources.ru, base: () => Promise.reject(new Error("offline")) };
  const dictionary = createDictionary({ ...sources, ru: unreachable }, () => "en");
  await dictionary.load("base");

  await expect(dictionary.choose("ru")).rejects.toThrow("offline");
  expect(dictionary.language()).toBe("en");
  await dictionary.load("chat");
  expect(dictionary.words("chat")).toBe("chat in English");
});
