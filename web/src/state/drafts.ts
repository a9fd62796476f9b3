// What is being written, kept per chat until it is sent.
import { forgetAll, keep, recall } from "./storage.ts";

const prefix = "draft:";

export const readDraft = (chatId: string): string => recall(prefix + chatId) ?? "";

export const keepDraft = (chatId: string, text: string): void =>
  keep(prefix + chatId, text === "" ? null : text);

export const forgetDrafts = (): void => forgetAll(prefix);
