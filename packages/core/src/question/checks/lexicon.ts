// The words that checks look for, in Russian and English, folded (lower case, ё as е).

export type Locale = "ru" | "en";

/** Options that speak of the other options instead of the subject. */
export const catchAll: Readonly<Record<Locale, readonly RegExp[]>> = {
  en: [
    /^(all|none|both|neither|any|either) (of )?(the |these |those )?(above|below|options?|answers?|choices?|these|those|them)\b/,
    /^(all|none|both|neither|any) (of )?(the )?(above|others?|listed|mentioned)\b/,
    /^(all|both|none|neither) (options|answers|choices|variants|are (right|correct|true|wrong))\b/,
    /^(all|both) (of these|of them|answers?) (is|are)\b/,
    /^(a|b|c|d)(,| and| or| &) (a|b|c|d)\b/,
  ],
  ru: [
    /^вс[ея] (из )?(перечисленн|вышеперечисленн|вышеуказанн|названн|указанн|приведенн|упомянут)/,
    /^все (варианты|ответы|эти|они|выше)/,
    /^(ничего|ни один|ни одно|ни одна|ничто|никакой|ни одного) (из |ответ|вариант|перечисленн|не подходит|не верн)/,
    /^(оба|обе|любой|любое|каждый) (из )?(вариант|ответ|перечисленн|вышеперечисленн|утвержден|эт|них)/,
    /^(нет (верного|правильного) (ответа|варианта)|правильного ответа нет|верного ответа нет)/,
    /^(и )?(а|б|в|г)(,| и| или) (а|б|в|г)(?!\p{L})/u,
  ],
};

/** Words that promise no exception: a test-wise guesser strikes out options that have them. */
export const absolutes: Readonly<Record<Locale, ReadonlySet<string>>> = {
  en: new Set(
    "always never all every everything everyone none nothing nobody only impossible completely entirely absolutely must exclusively".split(
      " ",
    ),
  ),
  ru: new Set(
    (
      "всегда никогда все всех всем всеми всего всякий всякая любой любая любое любые любого любую каждый каждая каждое " +
      "каждого каждую только исключительно невозможно полностью абсолютно никакой никакая никакие никто ничего совершенно обязательно"
    ).split(" "),
  ),
};

/** Words that turn a question round. */
export const negations: Readonly<Record<Locale, RegExp>> = {
  en: /(?<![\p{L}'’-])(not|never|except|cannot|incorrect|false|\p{L}+n['’]t|least likely)(?![\p{L}-])/giu,
  ru: /(?<![\p{L}-])(не|нельзя|кроме|неверно|неверн(?:о|ое|ый|ая|ые)|неправильн(?:о|ое|ый|ая|ые)|ошибочн(?:о|ое|ый|ая|ые)|никогда)(?![\p{L}-])/giu,
};

/** Where a clause ends: at a comma, and in English also before what opens another one. */
export const clauseEnd: Readonly<Record<Locale, RegExp>> = {
  en: /[,;—]|\s(?=(?:if|when|whenever|because|since|although|unless|while|that|who|whose|where)\s)/iu,
  ru: /[,;—]/u,
};

/** What opens a clause that is not the question itself: "if the file is not there, what …?". */
export const subordinate: Readonly<Record<Locale, RegExp>> = {
  en: /^(if|when|whenever|because|since|although|though|unless|while|after|before|that|who|where|so that|given|suppose|and|but)(?!\p{L})/u,
  ru: /^(и |а |но )?(если|когда|потому|так как|поскольку|хотя|чтобы|котор\p{L}*|пока|после|до|раз|допустим|пусть|при условии|а|но)(?!\p{L})/u,
};

/** Words too common to give anything away. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "about after also another answer around because been before being between both called code could does doing done each else " +
    "ever from gets give given goes have here into just kind like make many mean means more most much must need needs option over " +
    "question right same shall should show some such sure than that their them then there these they thing this those through true " +
    "under used uses using very want well were what when where which while will with within without work would write your " +
    "будет была были было быть ведь верно весь вопрос время всего всех вторая где даже дает делает для другой других если есть еще " +
    "зачем здесь или иметь имеет каждый какая какие каким каких какого какое какой какую когда который которая которое которые " +
    "которого кого кода кому либо лишь между меня может могут можно надо нас него нее некоторый нельзя нет нужен нужна нужно " +
    "нужны однако одна одно один она они оно опция особенно ответ отчего пока после почему поэтому правильно правда при про " +
    "раза самый свой своя себя сколько следует следующий скажите такая также такие такое такой там того тоже только тому утверждение " +
    "хотя чего чему через что чтобы эта эти это этого этой этом этот"
  ).split(" "),
);
