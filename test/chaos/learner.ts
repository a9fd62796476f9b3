// One learner: a sign-in, a track, and devices with a tab each.
import type { Call } from "@ai-learning/client/api";
import { frameOf, isTransient, sendOverHttp } from "@ai-learning/client/delivery";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import { memoryStore } from "@ai-learning/client/test/memory-store";
import type { ClientFrame } from "@ai-learning/client/socket";
import type { UnsentStore } from "@ai-learning/client/unsent";
import type { Track } from "@ai-learning/protocol/track";
import type { Credentials } from "../support/client-platform.ts";
import { bearer, callOf, codeOf, headers, isEnd } from "./calls.ts";
import type { Ask, Journal } from "./journal.ts";
import type { Action, Transport } from "./plan.ts";
import type { SilenceMonitor } from "./silence-monitor.ts";
import { Studies } from "./studies.ts";
import { Tab } from "./tab.ts";

interface Device {
  readonly name: string;
  readonly store: UnsentStore;
  tab: Tab | null;
}

export interface World {
  readonly siteUrl: string;
  readonly journal: Journal;
  readonly monitor: SilenceMonitor;
  /** Aborted when everybody should come to rest. */
  readonly resting: AbortSignal;
}

/** Milliseconds a button's effect is waited for before it is pressed again. */
const pressAgainMs = 6_000;
/** Milliseconds an action waits for the screen it needs: an answer that has ended, or one being written. */
const sceneMs = 30_000;

/** How often an answer is let go on: every part but the first. */
const maxParts = 3;

type Repeat = Extract<Action, { do: "edit" | "regenerate" }>;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class Learner {
  readonly name: string;
  readonly userId: string;
  readonly track: Track;
  readonly devices: Device[] = [];
  /** Everything a tab noted before it was closed. */
  readonly closed: Tab[] = [];
  readonly #credentials: Credentials;
  readonly #call: Call;
  readonly #world: World;
  readonly #studies: Studies;
  /** Shows the study chat. */
  #study: Tab | undefined;

  private constructor(
    person: Pick<Learner, "name" | "userId" | "track">,
    token: string,
    world: World,
  ) {
    this.name = person.name;
    this.userId = person.userId;
    this.track = person.track;
    this.#credentials = bearer(token);
    this.#call = callOf(world.siteUrl, world.journal, this.#credentials);
    this.#world = world;
    this.#studies = new Studies({
      ...person,
      call: this.#call,
      journal: world.journal,
      monitor: world.monitor,
      resting: world.resting,
      show: (chatId) => {
        this.#study ??= this.#tab({ name: `${this.name}.study`, chatId, store: memoryStore() });
      },
    });
  }

  /** Somebody new with a track. Before anything is broken: it throws when something fails. */
  static async arrive(name: string, world: World): Promise<Learner> {
    const { siteUrl, journal } = world;
    const anonymous = callOf(siteUrl, journal, () => ({}));
    const { access_token: token, user } = await anonymous("guestLogin");
    const title = `Chaos ${name}`;
    const track = await callOf(
      siteUrl,
      journal,
      bearer(token),
    )("createTrack", {
      body: {
        title,
        description: "Everything breaks",
        skill_area: title,
        difficulty_level: "beginner",
        estimated_duration_hours: 10,
        user_expectations: "It holds",
      },
    });
    return new Learner({ name, userId: user.id, track }, token, world);
  }

  get tabs(): Tab[] {
    const tabs = this.devices.flatMap(({ tab }) => tab ?? []);
    return this.#study === undefined ? tabs : [...tabs, this.#study];
  }

  get #place(): { readonly user: string; readonly chat: string } {
    return { user: this.userId, chat: this.track.chat_id };
  }

  open(device?: Device): void {
    const at: Device = device ?? {
      name: `${this.name}.${String(this.devices.length)}`,
      store: memoryStore(),
      tab: null,
    };
    if (device === undefined) this.devices.push(at);
    at.tab = this.#tab({ name: at.name, chatId: this.track.chat_id, store: at.store });
  }

  #tab(of: Pick<Device, "name" | "store"> & { readonly chatId: string }): Tab {
    const { siteUrl, monitor, journal } = this.#world;
    return new Tab({
      ...of,
      siteUrl,
      credentials: this.#credentials,
      call: this.#call,
      key: this.track.session_id,
      onChange: (before, chat) => monitor.see(before, chat),
      onAccepted: journal.accepted,
    });
  }

  /** Does one thing of the plan at one of the tabs. */
  async act(tab: number, action: Action): Promise<void> {
    const device = this.devices[tab % this.devices.length];
    if (device === undefined) return;
    switch (action.do) {
      case "open":
        return this.open();
      case "reopen":
        return this.#reopen(device, action.awayMs);
      case "welcome":
      case "finalize":
        return this.#askOverHttp(action.do);
      case "lesson":
        return this.#studies.ask(() => this.#plan(device, action.text));
      default: {
        const open = await this.#scene(() => device.tab ?? undefined);
        if (open === undefined) return;
        if (action.do === "say") await this.#say(open, action);
        else if (action.do === "stop") await this.#stop(open, action.transport);
        else if (action.do === "continue") await this.#goOn(open, action);
        else await this.#repeat(device, open, action);
      }
    }
  }

  async #reopen(device: Device, awayMs: number): Promise<void> {
    if (device.tab === null) return;
    this.closed.push(device.tab);
    device.tab.close();
    device.tab = null;
    await pause(awayMs);
    this.open(device);
  }

  /** What is waited for; undefined when it does not come or the run is at its end. */
  async #scene<T>(look: () => T | undefined, forMs = sceneMs): Promise<T | undefined> {
    const until = Date.now() + forMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > until || this.#world.resting.aborted) return undefined;
      await pause(50);
    }
  }

  /** Has a plan made and its modules. */
  async #plan(device: Device, text: string): Promise<void> {
    const tab = await this.#scene(() => device.tab ?? undefined);
    if (tab === undefined) return;
    const said = await this.#say(tab, { do: "say", text, echo: "none" });
    const isAnswered = await this.#scene(() => {
      const question = tab.messages.find(({ clientId }) => clientId === said);
      const answer = tab.messages.find(({ replyTo }) => replyTo === question?.id && question);
      return answer === undefined || isUnfinished(answer) ? undefined : true;
    });
    if (isAnswered === true) await this.#askOverHttp("finalize");
  }

  /** Writes a message; returns its id. */
  async #say(tab: Tab, action: Extract<Action, { do: "say" }>): Promise<string> {
    const { journal } = this.#world;
    const { text } = action;
    const unsent = tab.say(text);
    journal.add({ kind: "text", ...this.#place, ...nothing, clientId: unsent.id, text });
    if (action.echo === "socket") {
      this.tabs.find((one) => one !== tab)?.send(frameOf(unsent));
      tab.send(frameOf(unsent));
    } else if (action.echo === "http") {
      await sendOverHttp(this.#call, unsent);
    }
    return unsent.id;
  }

  async #stop(tab: Tab, transport: Transport): Promise<void> {
    const due = await this.#scene(() => tab.messages.find(isUnfinished));
    if (due === undefined) return;
    if (transport === "socket") tab.stop(due.id);
    else await codeOf(this.#call("stop", { body: { message_id: due.id } }));
  }

  async #askOverHttp(what: "welcome" | "finalize"): Promise<void> {
    const { session_id, id: track_id, title } = this.track;
    const kind = what === "welcome" ? "welcome" : "finalization";
    const ask = this.#world.journal.add({ kind, ...this.#place, ...nothing });
    const place = { session_id, track_id };
    await this.#insist(ask, () =>
      this.#overHttp(
        ask,
        what === "welcome"
          ? this.#call("welcome", { headers, body: { ...place, skill_area: title } })
          : this.#call("finalize", { headers, body: place }),
      ),
    );
  }

  /** Regenerates the last answer, or edits the last message, once the screen shows it at its end. */
  async #repeat(device: Device, tab: Tab, action: Repeat): Promise<void> {
    const last = await this.#scene(() => {
      const answer = tab.messages.at(-1);
      const isMade = answer?.kind === "text" || action.do === "regenerate";
      const isEnded = answer?.sender === "ai" && !isUnfinished(answer) && isMade;
      return isEnded ? answer : undefined;
    });
    if (last === undefined) {
      const now = device.tab;
      if (now !== null) await this.#say(now, { ...action, do: "say", echo: "none" });
    } else if (action.do === "regenerate") await this.#again("regenerate", tab, last, action);
    else await this.#edit(tab, last, action);
  }

  /** Says what is answered in parts, and has the answer go on at each cut. */
  async #goOn(tab: Tab, action: Extract<Action, { do: "continue" }>): Promise<void> {
    const said = await this.#say(tab, { ...action, do: "say", echo: "none" });
    for (let part = 1; part <= maxParts; part += 1) {
      const answer = await this.#scene(() => {
        const question = tab.messages.find(({ clientId }) => clientId === said);
        const found = tab.messages.find(({ replyTo }) => replyTo === question?.id && question);
        return found === undefined || isUnfinished(found) ? undefined : found;
      });
      if (answer?.status !== "truncated") return;
      await this.#again("continue", tab, answer, action);
    }
  }

  async #again(
    kind: "regenerate" | "continue",
    tab: Tab,
    { id: message_id, attempt }: Message,
    { transport }: { readonly transport: Transport },
  ): Promise<void> {
    const ask = this.#world.journal.add({
      kind,
      ...this.#place,
      clientId: null,
      text: null,
      answerId: message_id,
      attempt,
    });
    const isThere = (): boolean => (tab.chat?.messages[message_id]?.attempt ?? 0) > attempt;
    const body = { message_id, attempt };
    await this.#insist(ask, () =>
      transport === "http"
        ? this.#overHttp(ask, this.#call(kind, { headers, body }))
        : this.#overSocket(ask, tab, { type: kind, protocol: 2, ...body }, isThere),
    );
  }

  async #edit(tab: Tab, answer: Message, action: Repeat): Promise<void> {
    const clientId = crypto.randomUUID();
    const ask = this.#world.journal.add({
      kind: "edit",
      ...this.#place,
      clientId,
      text: action.text,
      answerId: answer.id,
      attempt: answer.attempt,
    });
    const body = {
      message_id: answer.replyTo ?? "",
      message: action.text,
      client_message_id: clientId,
    };
    await this.#insist(ask, () =>
      action.transport === "http"
        ? this.#overHttp(ask, this.#call("edit", { headers, body }))
        : this.#overSocket(ask, tab, { type: "edit", protocol: 2, ...body }, () => false),
    );
  }

  /** Presses until the server has said yes or no, or the run is at its end. */
  async #insist(ask: Ask, press: () => Promise<void>): Promise<void> {
    while (ask.acceptedAt === null && ask.refused === null) {
      await press();
      if (ask.acceptedAt !== null || ask.refused !== null) return;
      if (this.#world.resting.aborted) return;
      await pause(1_000);
    }
  }

  async #overHttp(ask: Ask, asked: Promise<{ readonly message_id: string }>): Promise<void> {
    const code = await codeOf(asked);
    if (code === null) {
      ask.acceptedAt ??= Date.now();
      this.#world.monitor.promise(ask.chat, (await asked).message_id);
    } else if (isEnd(code)) {
      ask.acceptedAt ??= Date.now();
    } else if (!isTransient(code)) {
      ask.refused ??= code;
    }
  }

  async #overSocket(ask: Ask, tab: Tab, frame: ClientFrame, isThere: () => boolean): Promise<void> {
    const from = Date.now();
    // The page with the button is gone, and nobody knows whether it worked.
    if (tab.isClosed) ask.refused ??= "tab closed";
    if (!tab.send(frame)) return;
    await this.#scene(() => {
      if (isThere()) ask.acceptedAt ??= Date.now();
      const refusal = tab.refusals.find(
        ({ at, code, about }) =>
          at >= from && about === (ask.clientId ?? ask.answerId) && !isTransient(code),
      );
      if (refusal !== undefined && ask.acceptedAt === null) ask.refused ??= refusal.code;
      return ask.acceptedAt !== null || ask.refused !== null ? true : undefined;
    }, pressAgainMs);
  }
}

const nothing = { clientId: null, text: null, answerId: null, attempt: null } as const;
