// Human languages.
import { beginnings, type Family } from "./family.ts";

export const language: Family = {
  words: beginnings(
    "english|англий|spanish|испан|french|француз|german(?!y)|немец|italian|итальян|chinese|mandarin|китай|japanese|япон|korean|корей|turkish|турец|arabic|араб|portuguese|португал|hebrew|иврит|" +
      "latin(?!\\p{L})|латын|латинск|polish|польск|greek|греч|georgian|грузин|serbian|серб|finnish|финск|swedish|швед|czech|чеш|hindi|хинди|esperanto|эсперанто|russian|русск|dutch|нидерланд|norwegian|норвеж|" +
      "languages?(?! models?)|язык(?!\\p{L}*\\s+(?:програм|rust|python|go(?!\\p{L})|си(?!\\p{L})|java|c))|ielts|toefl|разговорн|иностран|sign language|жестов",
  ),
  ru: {
    rungs: [
      "{s}: звуки, письмо и первые фразы | Учимся слышать, читать и здороваться. | произношение и алфавит; приветствия и знакомство; числа и время",
      "Базовая лексика и простые предложения | Собираем словарь на каждый день. | семья, дом, еда; порядок слов; вопросы и ответы",
      "Грамматика для общения | Говорим о настоящем, прошлом и планах. | времена глагола; частые конструкции; типичные ошибки",
      "{s}: разговор в повседневных ситуациях | Справляемся в магазине, дороге и гостях. | диалоги по ролям; переспрос и уточнение; устойчивые фразы",
      "Чтение и восприятие на слух | Понимаем настоящие тексты и живую речь. | короткие статьи; подкасты и видео; догадка по контексту",
      "{s}: свободный рассказ и письмо | Рассказываем о себе, спорим, пишем письма. | монолог; мнение и аргументы; письмо и сообщение",
      "Нюансы, стиль и идиомы | Делаем речь естественной и точной. | регистры речи; идиомы; связность текста",
      "{s} для работы и сложных тем | Выступаем, обсуждаем и пишем на профессиональные темы. | деловое общение; выступление; дискуссия",
    ],
    goals: [
      "Понимать речь и тексты на своём уровне: «{s}»",
      "Говорить без страха ошибиться",
      "Набрать активный словарь для своих тем",
    ],
    projects: [
      "Трёхминутный рассказ о себе на видео",
      "Разговор с носителем или партнёром по выбранной теме",
      "Дневник или блог: десять коротких записей",
    ],
    advice: [
      "Занимайтесь понемногу каждый день: 20 минут лучше двух часов раз в неделю",
      "Повторяйте вслух и записывайте себя",
      "Учите слова фразами, а не списками",
    ],
  },
  en: {
    rungs: [
      "{s}: sounds, writing and first phrases | Learn to hear, read and greet. | pronunciation and alphabet; greetings and introductions; numbers and time",
      "Core vocabulary and simple sentences | Collect words for every day. | family, home, food; word order; questions and answers",
      "Grammar for conversation | Talk about the present, the past and your plans. | verb tenses; frequent patterns; typical mistakes",
      "{s}: everyday conversations | Manage in shops, on the road, as a guest. | role-played dialogues; asking again and clarifying; set phrases",
      "Reading and listening | Understand real texts and live speech. | short articles; podcasts and video; guessing from context",
      "{s}: free speaking and writing | Tell about yourself, argue, write letters. | a monologue; opinions and arguments; letters and messages",
      "Nuance, style and idioms | Make your speech natural and exact. | registers; idioms; cohesion",
      "{s} for work and demanding topics | Present, discuss and write about professional matters. | business communication; a talk; a debate",
    ],
    goals: [
      "Understand speech and texts at your level: {s}",
      "Speak without fear of mistakes",
      "Build an active vocabulary for your own topics",
    ],
    projects: [
      "A three-minute video about yourself",
      "A conversation with a native speaker or partner on a topic you choose",
      "A diary or blog: ten short entries",
    ],
    advice: [
      "A little every day: 20 minutes beat two hours once a week",
      "Repeat aloud and record yourself",
      "Learn words in phrases, not in lists",
    ],
  },
};
