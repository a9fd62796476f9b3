// The socket contract as an AsyncAPI 3.0 document, made from its unions.
import * as z from "zod";
import { sessionKeyPattern } from "./id.ts";
import { clientFrames, serverFrame, switchCommands } from "./websocket.ts";

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  // AsyncAPI's own schemas are those of draft 7.
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    target: "draft-7",
    unrepresentable: "any",
  });
  return json;
};

const messageOf = (name: string, schema: z.ZodType, io: "input" | "output"): Json => ({
  name,
  title: name,
  contentType: "application/json",
  payload: schemaOf(schema, io),
});

/** What each frame is for, in a line. */
const summaries: Readonly<Record<string, string>> = {
  restore_chat: "Ask for the session's dialogue",
  text: "Say something to the mentor",
  resume: "Ask for an answer's text from an offset on",
  history_page: "Older messages",
  stop: "End an answer where it is",
  regenerate: "Have the chat's last answer written anew",
  continue: "Let the chat's last answer go on where it was cut at its length limit",
  edit: "Replace the chat's last message",
  ping: "Ask for a pong",
  switch_chat: "Make a chat the active one",
  get_user_chats: "List all chats of the user",
  restore_history: "Read a chat",
  chat_restored: "The session's dialogue, the newest messages that fit",
  message_accepted: "The message is stored, its answer will come",
  message_added: "A message that nobody answers: a plan that the learner edited",
  ai_delta: "More of an answer, at its offset",
  ai_state: "What the model does before its first word",
  ai_response: "The whole answer",
  finalization_complete: "Modules were made",
  job_done: "A job of the user has ended: its result is over HTTP",
  error: "A frame was refused, or a turn has failed",
  pong: "Still here",
  chat_switched: "The chat that is active now",
  user_chats: "All chats of the user",
  history_restored: "A chat's dialogue",
};

const described = (name: string, message: Json): Json => ({
  ...message,
  ...(summaries[name] === undefined ? {} : { summary: summaries[name] }),
});

/** Frames that only answer commands of `/switch`; `error` comes on both. */
const ofSwitch = new Set(["chat_switched", "user_chats", "history_restored"]);

const received = (frames: Readonly<Record<string, z.ZodType>>): [string, Json][] => {
  const seen = new Set<z.ZodType>();
  return Object.entries(frames).flatMap(([name, schema]): [string, Json][] => {
    // One frame may go by two types.
    if (seen.has(schema)) return [];
    seen.add(schema);
    return [[name, described(name, messageOf(name, schema, "input"))]];
  });
};

const sent = serverFrame.options.map((frame): [string, Json] => {
  const name = frame.shape.type.value;
  return [name, described(name, messageOf(name, frame, "output"))];
});

/** A name for a message: both sides have a `history_page`. */
const clientKey = (name: string): string => `client_${name}`;

interface Channel {
  readonly name: string;
  readonly title: string;
  readonly address: string;
  readonly received: readonly [string, Json][];
  readonly sent: readonly [string, Json][];
}

const channels: readonly Channel[] = [
  {
    name: "chat",
    title: "A planning session's chat",
    address: "/ws/chat/{session_key}",
    received: received(clientFrames),
    sent: sent.filter(([name]) => !ofSwitch.has(name)),
  },
  {
    name: "switch",
    title: "Choosing among chats",
    address: "/ws/chat/{session_key}/switch",
    received: received(switchCommands),
    sent: sent.filter(([name]) => ofSwitch.has(name) || name === "error"),
  },
];

const ref = (path: string): Json => ({ $ref: `#/${path}` });

const channelOf = (one: Channel): Json => ({
  address: one.address,
  title: one.title,
  parameters: {
    session_key: {
      description: `The device's name for its planning session: ${sessionKeyPattern.source}`,
    },
  },
  messages: Object.fromEntries([
    ...one.received.map(([name]) => [
      clientKey(name),
      ref(`components/messages/${clientKey(name)}`),
    ]),
    ...one.sent.map(([name]) => [name, ref(`components/messages/${name}`)]),
  ]),
});

const operation = (
  one: Channel,
  action: "receive" | "send",
  summary: string,
  names: readonly string[],
): Json => ({
  action,
  summary,
  channel: ref(`channels/${one.name}`),
  security: ["cookie", "bearer", "ticket"].map((name) => ref(`components/securitySchemes/${name}`)),
  messages: names.map((name) => ref(`channels/${one.name}/messages/${name}`)),
});

/** The whole document, ready to be sent as JSON. `receive` is what a client sends to us. */
export function document(): Json {
  const operations = channels.flatMap((one) => [
    [
      `${one.name}_receive`,
      operation(
        one,
        "receive",
        "What a client sends",
        one.received.map(([name]) => clientKey(name)),
      ),
    ],
    [
      `${one.name}_send`,
      operation(
        one,
        "send",
        "What the server sends",
        one.sent.map(([name]) => name),
      ),
    ],
  ]);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "AI Learning Platform",
      version: "1.0.0",
      description: "Frames of the sockets: JSON text, at most 32 KB to us and 128 KB from us.",
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(channels.map((one) => [one.name, channelOf(one)])),
    operations: Object.fromEntries(operations),
    components: {
      messages: Object.fromEntries([
        ...channels.flatMap((one) =>
          one.received.map(([name, message]) => [clientKey(name), message]),
        ),
        ...sent,
      ]),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        cookie: { type: "httpApiKey", in: "cookie", name: "sign_in" },
        ticket: {
          type: "httpApiKey",
          in: "query",
          name: "ticket",
          description: "From POST /api/auth/ticket; good once and for 30 s",
        },
      },
    },
  };
}
