// The styles of the pages that teach and of their study chat, as one file: a file of each part would be named on the way to
// a first chat.
import "../chat/lesson-card.css";
import "../chat/study-chat.css";
import "../lesson/lesson-page.css";
import "../module/module-page.css";
import "../today/today-page.css";
import "./neighbours.css";
