// What a message asks, says or feels, when it changes nothing.
import type { Question } from "./intents.ts";
import { mentionsModule, numberRefs, refsIn, wordsRef } from "./refs.ts";

const asks =
  /^(?:\p{L}+,\s+)?(?:and |so |but |а |и |ну |скажи(?:те)?,? )?(?:what|which|how|why|when|where|who|whose|is|are|am|does|do|did|should|has|have|was|will|tell me|explain|describe|remind|что|чем|чему|какой|какая|какое|какие|каких|каком|какую|сколько|почему|зачем|когда|где|кто|как(?!\s+насч)|в каком|в какой|стоит ли|нужно ли|есть ли|правда ли|будет ли|расскажи|объясни|опиши|напомни|поясни|подробнее)(?!\p{L})/iu;
const polite =
  /(?<!\p{L})(?:can you|could you|can we|could we|would you|will you|may i|can i|could i|shall we|why (?:don't|not)|what if|how about|what about adding|можно(?: ли)?|можешь|можете|мог(?:ли|ла)? бы|не мог|давай|что если|а если|как насч[её]т|что насч[её]т|what about)(?!\p{L})/iu;
const mood =
  /(?<!\p{L})(?:should (?:i|we)|стоит ли|нужно ли|надо ли|why did|почему ты|зачем ты|почему вы|зачем вы)(?!\p{L})/iu;

/** A question proper: "can you add …?" is a request, "should I remove …?" is not. */
export const isQuestion = (sentence: string): boolean => {
  const text = sentence.trim();
  if (mood.test(text)) return true;
  if (polite.test(text)) return false;
  return asks.test(text) || /^(?:покажи|show|display|list|выведи)(?!\p{L})/iu.test(text);
};

const has = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "iu");

const hours = has(
  "how many hours|how long|how much time|total (?:time|hours|duration)|сколько\\s+(?:\\p{L}+\\s+){0,4}(?:часов|часа|времени|час|длится|занима\\p{L}+)|сколько всего|общее время|итого часов|как долго",
);
const counts = has(
  "how many (?:\\p{L}+ )?modules|сколько\\s+(?:\\p{L}+\\s+){0,3}модулей|количество модулей",
);
const goals = has("goals?|objectives?|цел[ьи]|целей|цели");
const projects = has("projects?|проект(?:ы|ов|ах)?");
const advice = has("advice|tips?|recommendations?|совет(?:ы|ов|уешь)?|рекомендаци\\p{L}+");
const level = has(
  "what level|which level|the level|какой (?:у\\p{L}* )?\\p{L}*\\s?уровень|уровень плана",
);
const plan = has(
  "(?:show|display|print|list|repeat|see|remind me of|give)\\s+(?:me )?(?:again )?(?:the |my |our )?(?:whole |full |current |entire )?(?:plan|course|modules|programme|program|everything)(?: again)?|what(?:'s| is) (?:the|my|our) (?:current )?(?:plan|course)|what does the (?:plan|course) look like|(?:покажи|показать|выведи|напомни|повтори|дай|пришли)(?:те)?\\s+(?:мне )?(?:ещё раз |еще раз |весь |целиком |текущий |снова )*(?:план|курс|модули|список|программу|вс[её])|какой (?:у нас )?(?:сейчас )?план|план(?: курса)? целиком",
);
const module = has(
  "in|inside|about|cover(?:s|ed)?|tell|explain|describe|more|detail\\p{L}*|contain\\p{L}*|happens?|what|what's|learn|в|про|о|об|расскажи|подробнее|объясни|опиши|что|чему|чем|какие|темы|содержани\\p{L}*",
);
const finding =
  /(?<!\p{L})(?:which modules?|what modules?|where|is there|are there|does (?:the|this|my) (?:plan|course)|do we|will (?:there be|we|i)|is|в каких? модул\p{L}+|какой модуль|где|есть ли|будет ли|входит ли|включ[её]н\p{L}* ли)(?!\p{L})(.*)$/iu;
const findNoise =
  /(?<!\p{L})(?:is|are|cover(?:s|ed|ing)?|teach(?:es)?|include[sd]?|have|anything|something|about|on|there|be|any|discuss(?:ed)?|talks?|deals?|with|learn|get to|in the (?:plan|course)|in (?:my|this|our) (?:plan|course)|будет|есть|ли|что-нибудь|что-то|изуча\p{L}+|проходим|рассказ\p{L}+|говорится|в плане|в курсе|у нас|мы|я|там|про|о|об|the|a|an)(?!\p{L})/giu;
const finish = has(
  "finali[sz]e|approve|confirm|create the (?:course|modules)|let's (?:go|start)|i(?:'m| am) ready|we(?:'re| are) ready|ready|финализ\\p{L}+|утвержда\\p{L}+|подтвержда\\p{L}+|созда(?:й|ть|ём|вай) (?:курс|модули)|запуска\\p{L}+|я готов\\p{L}*|готов[ао]?|поехали|приступ\\p{L}+|начина(?:ем|й)",
);
const who = has(
  "who are you|what are you|are you (?:a |an )?(?:bot|ai|human|real|robot|chatgpt|gpt)|which model|what model|your name|кто ты|кто вы|ты (?:бот|робот|человек|нейросеть|ии)|вы (?:бот|робот|человек)|какая (?:ты |это )?модель|как тебя зовут|как вас зовут",
);
const help = has(
  "help|what can you do|what do you (?:do|understand)|how (?:do|can) i (?:use|change|talk)|commands?|что ты умеешь|что вы умеете|что ты можешь|что вы можете|что умеешь|помоги(?:те)?|помощь|справка|команды|как (?:тебя|вас|этим) пользоваться|как изменить план",
);
const thanks = has("thanks?|thank you|thx|cheers|спасибо|благодарю|спс|мерси");
const greeting = has(
  "hi|hello|hey|good (?:morning|day|evening|afternoon)|greetings|привет(?:ик|ствую)?|здравствуй(?:те)?|добр(?:ый|ое|ой) (?:день|утро|вечер|ночи)|салют|хай",
);
const discontent = has(
  "no|nope|(?:don't|do not|didn't|doesn't) (?:like|suit|fit)|bad|terrible|awful|hate|нет|не нравится|плохо|ужас\\p{L}*|не подходит|не то|не устраивает",
);
const content = has(
  "yes|yep|yeah|ok|okay|great|good|nice|perfect|excellent|cool|fine|super|awesome|love it|like it|looks good|sounds good|agreed|да|ага|ок|окей|хорошо|отлично|супер|класс(?:но)?|нравится|прекрасно|идеально|замечательно|здорово|круто|согласен|согласна|подходит|устраивает|норм(?:ально)?|годится|понятно|ясно",
);

const found = (text: string): Question | null => {
  const tail = finding.exec(text)?.[1];
  const other = /^(?:when|how|why|who|когда|как|почему|зачем|кто)(?!\p{L})/iu.test(text);
  if (tail === undefined || other || numberRefs(text).length > 0) return null;
  const ref = wordsRef(tail.replace(findNoise, " "));
  return ref?.by === "words" && ref.words.length > 1 ? { ask: "find", words: ref.words } : null;
};

/** `null`: nothing known is asked. */
export const questionIn = (sentence: string): Question | null => {
  const text = sentence.trim();
  const short = text.split(/\s+/).length <= 6;
  const refs = numberRefs(text);
  const [ref] = refs;
  if (hours.test(text))
    return ref === undefined
      ? mentionsModule(text) &&
        !counts.test(text) &&
        !/всего|total|план|курс|plan|course|модули|modules/iu.test(text)
        ? moduleHours(text)
        : { ask: "hours" }
      : { ask: "moduleHours", ref };
  if (counts.test(text)) return { ask: "count" };
  if (plan.test(text)) return { ask: "plan" };
  if (who.test(text)) return { ask: "who" };
  if (refs.length > 0 && (module.test(text) || short || isQuestion(text)))
    return { ask: "module", refs };
  if (isQuestion(text)) {
    const about = found(text);
    if (goals.test(text)) return { ask: "goals" };
    if (projects.test(text)) return { ask: "projects" };
    if (advice.test(text)) return { ask: "advice" };
    if (level.test(text)) return { ask: "level" };
    if (mentionsModule(text) && module.test(text) && about === null)
      return { ask: "module", refs: refsIn(text.replace(asks, "")) };
    if (help.test(text)) return { ask: "help" };
    if (about !== null) return about;
    return null;
  }
  if (finish.test(text) && !/(?<!\p{L})(?:not|не)(?!\p{L})/iu.test(text)) return { ask: "finish" };
  if (help.test(text)) return { ask: "help" };
  if (/^(?:план|plan|the plan|goals|цели|projects|проекты|советы|tips)[?.!]*$/iu.test(text))
    return {
      ask: goals.test(text)
        ? "goals"
        : projects.test(text)
          ? "projects"
          : advice.test(text)
            ? "advice"
            : "plan",
    };
  if (/^(?:\s|👍|👌|🔥|🙏|✅|😊|🙂|❤|\uFE0F)+$/u.test(text)) return { ask: "content" };
  if (thanks.test(text) && short) return { ask: "thanks" };
  if (discontent.test(text) && short) return { ask: "discontent" };
  if (greeting.test(text) && short) return { ask: "greeting" };
  if (content.test(text) && short) return { ask: "content" };
  return null;
};

const moduleHours = (text: string): Question => {
  const ref = wordsRef(
    text.replace(
      /(?<!\p{L})(?:how|many|much|long|hours?|time|is|does|take|will|сколько|часов|времени|занимает|займ[её]т|длится|уйд[её]т|как|долго|будет)(?!\p{L})/giu,
      " ",
    ),
  );
  return ref === null ? { ask: "hours" } : { ask: "moduleHours", ref };
};
