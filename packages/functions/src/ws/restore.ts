// `restore_chat`: the dialogue of this socket's session, as far as one frame holds it.
import * as Chats from "@ai-learning/core/chat/chat";
import { follow } from "@ai-learning/core/connection/change";
import { restoreFrame } from "@ai-learning/protocol/websocket";
import { parse } from "../validate.ts";
import type { FrameEvent, Result } from "./event.ts";
import { historyFor } from "./history.ts";
import { onFrame } from "./frame.ts";
import { unknownCommand } from "./switch.ts";

export const handler = (event: FrameEvent): Promise<Result> =>
  onFrame(event, async ({ connection, fields, reply }) => {
    if (connection.channel === "switch") throw unknownCommand(fields["command"]);
    const frame = parse(restoreFrame, fields);
    const { restored, sessionId, movedFrom } = await Chats.restore(
      connection.user_id,
      connection.session_key,
      {
        trackId: frame.track_id ?? null,
        chatId: frame.chat_id ?? null,
        frame: true,
        unfinished: connection.protocol >= 2,
        make: true,
        version: connection.token_version,
      },
    );
    if (sessionId !== null) await follow(sessionId, movedFrom, connection);
    await reply({
      type: "chat_restored",
      session_id: connection.session_key,
      ...restored,
      history: historyFor(connection, restored.history),
      timestamp: new Date().toISOString(),
    });
  });
