// What the scripted model says to a message in all: asked of the script itself.
import { modelName, respond } from "../../support/script.ts";

export function answerTo(said: string): string {
  const answer = respond(
    {
      model: modelName,
      messages: [
        { role: "system", content: "You are a mentor" },
        // In one part.
        { role: "user", content: said.replaceAll(/\[(?:parts|repeat) \d+\]/g, "") },
      ],
    },
    () => 0,
  );
  return "content" in answer && typeof answer.content === "string" ? answer.content : "";
}
