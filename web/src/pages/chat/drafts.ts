// What is being written, kept per chat until it is sent.
import { keep, recall } from "../../state/storage.ts";

const nameOf = (chatId: string): string => `draft:${chatId}`;

export const readDraft = (chatId: string): string => recall(nameOf(chatId)) ?? "";

export const keepDraft = (chatId: string, text: string): void =>
  keep(nameOf(chatId), text === "" ? null : text);
