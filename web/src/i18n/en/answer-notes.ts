// What is said beside an answer, in English: the shape of the other one.
import type { ModelAdvice } from "@ai-learning/protocol/chat";
import { en } from "../plural.ts";

const advice: Record<ModelAdvice, string> = {
  check_key: "Your model's server refused the key. Check it in the AI settings.",
  check_account: "The key works, but its account has no credit or quota left.",
  check_model:
    "Your model's server doesn't know this model or address. Check the model name and the base URL.",
  web_page: "The base URL leads to a web page. An API's base URL often ends in /v1.",
  not_an_api: "What answers at the base URL isn't an OpenAI-compatible API. Check the URL.",
  window_too_small: "The context window of your model is too small for this chat.",
  starting: "Your model may still be loading. Try again in a minute.",
};

export const answerNotes = {
  leftOut: "Older messages were left out to fit the model's memory.",
  advice,
  retryIn: (seconds: number) => `Try again in ${en(seconds, "second", "seconds")}.`,
  retryAfter: (time: string) => `Try again after ${time}.`,
};
