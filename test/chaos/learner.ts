// One learner: a sign-in, a track, and devices with a tab each.
import { setTimeout as pause } from "node:timers/promises";
import type { Call } from "@ai-learning/client/api";
import { frameOf, sendOverHttp } from "@ai-learning/client/delivery";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import { memoryStore } from "@ai-learning/client/test/memory-store";
import type { UnsentStore } from "@ai-learning/client/unsent";
import type { Track } from "@ai-learning/protocol/track";
import type { Credentials } from "../support/client-platform.ts";
import { Buttons, nothing } from "./buttons.ts";
import { bearer, callOf, codeOf } from "./calls.ts";
import type { Journal } from "./journal.ts";
import type { Action, Transport } from "./plan.ts";
import { scene } from "./scene.ts";
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

/** How often an answer is let go on: every part but the first. */
const maxParts = 3;

type Repeat = Extract<Action, { do: "edit" | "regenerate" }>;

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
  readonly #buttons: Buttons;
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
    const owner = { ...person, ...world, call: this.#call };
    this.#buttons = new Buttons(owner);
    this.#studies = new Studies({
      ...owner,
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
        return this.#buttons.ask(action.do);
      case "lesson":
        return this.#studies.ask(() => this.#plan(device, action.text));
      default: {
        const open = await scene(this.#world.resting, () => device.tab ?? undefined);
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

  /** Has a plan made and its modules. */
  async #plan(device: Device, text: string): Promise<void> {
    const tab = await scene(this.#world.resting, () => device.tab ?? undefined);
    if (tab === undefined) return;
    const said = await this.#say(tab, { do: "say", text, echo: "none" });
    if ((await this.#answerTo(said, tab)) !== undefined) await this.#buttons.ask("finalize");
  }

  /** Writes a message; returns its id. */
  async #say(tab: Tab, action: Extract<Action, { do: "say" }>): Promise<string> {
    const { journal } = this.#world;
    const { text } = action;
    const {
      userId: user,
      track: { chat_id: chat },
    } = this;
    const unsent = tab.say(text);
    journal.add({ kind: "text", ...nothing, user, chat, clientId: unsent.id, text });
    if (action.echo === "socket") {
      this.tabs.find((one) => one !== tab)?.send(frameOf(unsent));
      tab.send(frameOf(unsent));
    } else if (action.echo === "http") {
      await sendOverHttp(this.#call, unsent);
    }
    return unsent.id;
  }

  /** The answer on screen to what was said under this id, once it has ended. */
  #answerTo(said: string, tab: Tab): Promise<Message | undefined> {
    return scene(this.#world.resting, () => {
      const question = tab.messages.find(({ clientId }) => clientId === said);
      const found = tab.messages.find(({ replyTo }) => replyTo === question?.id && question);
      return found === undefined || isUnfinished(found) ? undefined : found;
    });
  }

  async #stop(tab: Tab, transport: Transport): Promise<void> {
    const due = await scene(this.#world.resting, () => tab.messages.find(isUnfinished));
    if (due === undefined) return;
    if (transport === "socket") tab.stop(due.id);
    else await codeOf(this.#call("stop", { body: { message_id: due.id } }));
  }

  /** Regenerates the last answer, or edits the last message, once the screen shows it at its end. */
  async #repeat(device: Device, tab: Tab, action: Repeat): Promise<void> {
    const last = await scene(this.#world.resting, () => {
      const answer = tab.messages.at(-1);
      const isMade = answer?.kind === "text" || action.do === "regenerate";
      const isEnded = answer?.sender === "ai" && !isUnfinished(answer) && isMade;
      return isEnded ? answer : undefined;
    });
    if (last === undefined) {
      const now = device.tab;
      if (now !== null) await this.#say(now, { ...action, do: "say", echo: "none" });
    } else if (action.do === "regenerate")
      await this.#buttons.again("regenerate", tab, last, action);
    else await this.#buttons.edit(tab, last, action);
  }

  /** Says what is answered in parts, and has the answer go on at each cut. */
  async #goOn(tab: Tab, action: Extract<Action, { do: "continue" }>): Promise<void> {
    const said = await this.#say(tab, { ...action, do: "say", echo: "none" });
    for (let part = 1; part <= maxParts; part += 1) {
      const answer = await this.#answerTo(said, tab);
      if (answer?.status !== "truncated") return;
      await this.#buttons.again("continue", tab, answer, action);
    }
  }
}
