import { en } from "../plural.ts";

/** AI settings, and how the site looks. */
export const settings = {
  title: "AI settings",
  answering: "Who answers",
  answeringNow: (model: string) => `The model ${model} answers you.`,
  demo: "The demo mentor answers you: a small rule-based planner on this server. It is not a language model.",
  demoHow:
    "To use a real one, set DEFAULT_OPENAI_API_KEY in the server's .env file and start it again.",
  model: "Model",
  server: "Server",
  maxTokens: "Longest answer",
  tokens: (n: number) => en(n, "token", "tokens"),
  temperature: "Temperature",
  ownKey: "Your own key is used.",
  configFailed: "The settings could not be loaded",
  testTitle: "Connection test",
  testLead:
    "Greets the model and shows what it says. Leave the fields empty to test the model that answers now.",
  testOwn: "Test another server",
  apiKey: "API key",
  apiKeyHint: "Used for this test only. It is not stored, here or on the server.",
  baseUrl: "Base URL",
  baseUrlHint: "A server that speaks OpenAI's chat completions, over https. Needs your own key.",
  modelName: "Model's name",
  test: "Test the connection",
  testing: "Testing…",
  testOk: "The model answers",
  testFailed: "The model does not answer",
  testMeta: (model: string, tokens: string) => `${model}, ${tokens}`,
  look: "How it looks",
};
