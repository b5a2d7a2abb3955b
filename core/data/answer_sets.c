/* The sets of answers that are known, and the words for no answer.  Each step has its wordings in
 * English and in German; case, accents, apostrophes and punctuation do not matter. */
#include "data/answers.h"

#include "base/fold.h"

#include <string.h>

const answer_set answer_sets[] = {
    {"agreement", 2, {{"disagree", "agree"}, {"stimme nicht zu|lehne ab", "stimme zu"}}},
    {"agreement",
     3,
     {{"disagree",
       "neither agree nor disagree|neither agree or disagree|neither|neutral|"
       "undecided|neither nor",
       "agree"},
      {"stimme nicht zu|lehne ab",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|weder/noch|"
       "unentschieden|neutral|stimme teilweise zu|stimme teils zu|"
       "weder Zustimmung noch Ablehnung",
       "stimme zu"}}},
    {"agreement",
     4,
     {{"strongly disagree|completely disagree|totally disagree|disagree strongly|"
       "disagree completely|fully disagree",
       "disagree|somewhat disagree|slightly disagree|rather disagree|"
       "tend to disagree|mildly disagree|disagree somewhat|disagree slightly",
       "agree|somewhat agree|slightly agree|rather agree|tend to agree|"
       "mildly agree|agree somewhat|agree slightly",
       "strongly agree|completely agree|totally agree|agree strongly|"
       "agree completely|fully agree"},
      {"stimme überhaupt nicht zu|stimme gar nicht zu|lehne völlig ab|"
       "lehne stark ab|stimme nicht zu|lehne ab",
       "stimme eher nicht zu|stimme weniger zu|stimme kaum zu|stimme wenig zu|"
       "lehne eher ab",
       "stimme eher zu|stimme überwiegend zu|stimme weitgehend zu",
       "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|"
       "stimme vollkommen zu|stimme sehr zu|stimme stark zu|stimme zu"}}},
    {"agreement",
     4,
     {{NULL},
      {"stimme überhaupt nicht zu|stimme gar nicht zu|lehne völlig ab|"
       "lehne stark ab",
       "stimme nicht zu|lehne ab", "stimme zu",
       "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|"
       "stimme vollkommen zu|stimme sehr zu|stimme stark zu"}}},
    {"agreement",
     5,
     {{"strongly disagree|completely disagree|totally disagree|disagree strongly|"
       "disagree completely|fully disagree",
       "disagree|somewhat disagree|slightly disagree|rather disagree|"
       "tend to disagree|mildly disagree|disagree somewhat|disagree slightly",
       "neither agree nor disagree|neither agree or disagree|neither|neutral|"
       "undecided|neither nor",
       "agree|somewhat agree|slightly agree|rather agree|tend to agree|"
       "mildly agree|agree somewhat|agree slightly",
       "strongly agree|completely agree|totally agree|agree strongly|"
       "agree completely|fully agree"},
      {"stimme überhaupt nicht zu|stimme gar nicht zu|lehne völlig ab|"
       "lehne stark ab|stimme nicht zu|lehne ab",
       "stimme eher nicht zu|stimme weniger zu|stimme kaum zu|stimme wenig zu|"
       "lehne eher ab",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|weder/noch|"
       "unentschieden|neutral|stimme teilweise zu|stimme teils zu|"
       "weder Zustimmung noch Ablehnung",
       "stimme eher zu|stimme überwiegend zu|stimme weitgehend zu",
       "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|"
       "stimme vollkommen zu|stimme sehr zu|stimme stark zu|stimme zu"}}},
    {"agreement",
     5,
     {{NULL},
      {"stimme überhaupt nicht zu|stimme gar nicht zu|lehne völlig ab|"
       "lehne stark ab",
       "stimme nicht zu|lehne ab",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|weder/noch|"
       "unentschieden|neutral|stimme teilweise zu|stimme teils zu|"
       "weder Zustimmung noch Ablehnung",
       "stimme zu",
       "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|"
       "stimme vollkommen zu|stimme sehr zu|stimme stark zu"}}},
    {"agreement",
     6,
     {{"strongly disagree|completely disagree|totally disagree|disagree strongly|"
       "disagree completely|fully disagree",
       "disagree|moderately disagree",
       "somewhat disagree|slightly disagree|rather disagree|tend to disagree|"
       "mildly disagree|disagree somewhat|disagree slightly",
       "somewhat agree|slightly agree|rather agree|tend to agree|mildly agree|"
       "agree somewhat|agree slightly",
       "agree|moderately agree",
       "strongly agree|completely agree|totally agree|agree strongly|"
       "agree completely|fully agree"},
      {"stimme überhaupt nicht zu|stimme gar nicht zu|lehne völlig ab|"
       "lehne stark ab",
       "stimme nicht zu|lehne ab",
       "stimme eher nicht zu|stimme weniger zu|stimme kaum zu|stimme wenig zu|"
       "lehne eher ab",
       "stimme eher zu|stimme überwiegend zu|stimme weitgehend zu", "stimme zu",
       "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|"
       "stimme vollkommen zu|stimme sehr zu|stimme stark zu"}}},
    {"agreement",
     7,
     {{"strongly disagree|completely disagree|totally disagree|disagree strongly|"
       "disagree completely|fully disagree",
       "disagree|moderately disagree",
       "somewhat disagree|slightly disagree|rather disagree|tend to disagree|"
       "mildly disagree|disagree somewhat|disagree slightly",
       "neither agree nor disagree|neither agree or disagree|neither|neutral|"
       "undecided|neither nor",
       "somewhat agree|slightly agree|rather agree|tend to agree|mildly agree|"
       "agree somewhat|agree slightly",
       "agree|moderately agree",
       "strongly agree|completely agree|totally agree|agree strongly|"
       "agree completely|fully agree"},
      {"stimme überhaupt nicht zu|stimme gar nicht zu|lehne völlig ab|"
       "lehne stark ab",
       "stimme nicht zu|lehne ab",
       "stimme eher nicht zu|stimme weniger zu|stimme kaum zu|stimme wenig zu|"
       "lehne eher ab",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|weder/noch|"
       "unentschieden|neutral|stimme teilweise zu|stimme teils zu|"
       "weder Zustimmung noch Ablehnung",
       "stimme eher zu|stimme überwiegend zu|stimme weitgehend zu", "stimme zu",
       "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|"
       "stimme vollkommen zu|stimme sehr zu|stimme stark zu"}}},
    {"agreement", 2, {{NULL}, {"trifft nicht zu", "trifft zu"}}},
    {"agreement",
     3,
     {{NULL},
      {"trifft nicht zu",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|unentschieden|"
       "neutral|trifft teilweise zu|trifft teils zu",
       "trifft zu"}}},
    {"agreement",
     4,
     {{NULL},
      {"trifft überhaupt nicht zu|trifft gar nicht zu|trifft nicht zu",
       "trifft eher nicht zu|trifft weniger zu|trifft kaum zu|trifft wenig zu",
       "trifft eher zu|trifft überwiegend zu|trifft weitgehend zu|"
       "trifft ziemlich zu",
       "trifft voll und ganz zu|trifft völlig zu|trifft voll zu|"
       "trifft vollkommen zu|trifft genau zu|trifft sehr zu|trifft zu"}}},
    {"agreement",
     4,
     {{NULL},
      {"trifft überhaupt nicht zu|trifft gar nicht zu", "trifft nicht zu", "trifft zu",
       "trifft voll und ganz zu|trifft völlig zu|trifft voll zu|"
       "trifft vollkommen zu|trifft genau zu|trifft sehr zu"}}},
    {"agreement",
     5,
     {{NULL},
      {"trifft überhaupt nicht zu|trifft gar nicht zu|trifft nicht zu",
       "trifft eher nicht zu|trifft weniger zu|trifft kaum zu|trifft wenig zu",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|unentschieden|"
       "neutral|trifft teilweise zu|trifft teils zu",
       "trifft eher zu|trifft überwiegend zu|trifft weitgehend zu|"
       "trifft ziemlich zu",
       "trifft voll und ganz zu|trifft völlig zu|trifft voll zu|"
       "trifft vollkommen zu|trifft genau zu|trifft sehr zu|trifft zu"}}},
    {"agreement",
     5,
     {{NULL},
      {"trifft überhaupt nicht zu|trifft gar nicht zu", "trifft nicht zu",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|unentschieden|"
       "neutral|trifft teilweise zu|trifft teils zu",
       "trifft zu",
       "trifft voll und ganz zu|trifft völlig zu|trifft voll zu|"
       "trifft vollkommen zu|trifft genau zu|trifft sehr zu"}}},
    {"agreement",
     7,
     {{NULL},
      {"trifft überhaupt nicht zu|trifft gar nicht zu", "trifft nicht zu",
       "trifft eher nicht zu|trifft weniger zu|trifft kaum zu|trifft wenig zu",
       "teils/teils|teils-teils|teils, teils|teilweise|weder noch|unentschieden|"
       "neutral|trifft teilweise zu|trifft teils zu",
       "trifft eher zu|trifft überwiegend zu|trifft weitgehend zu|"
       "trifft ziemlich zu",
       "trifft zu",
       "trifft voll und ganz zu|trifft völlig zu|trifft voll zu|"
       "trifft vollkommen zu|trifft genau zu|trifft sehr zu"}}},
    {"frequency",
     3,
     {{"never|not at any time", "sometimes|occasionally|now and then",
       "always|almost always|all the time"},
      {"nie|niemals", "manchmal|gelegentlich|ab und zu|hin und wieder", "immer|stets|fast immer"}}},
    {"frequency",
     3,
     {{"never|not at any time", "sometimes|occasionally|now and then",
       "often|frequently|usually|fairly often"},
      {"nie|niemals", "manchmal|gelegentlich|ab und zu|hin und wieder",
       "oft|häufig|meistens|meist"}}},
    {"frequency",
     4,
     {{"never|not at any time", "sometimes|occasionally|now and then",
       "often|frequently|usually|fairly often", "always|almost always|all the time"},
      {"nie|niemals", "manchmal|gelegentlich|ab und zu|hin und wieder", "oft|häufig|meistens|meist",
       "immer|stets|fast immer"}}},
    {"frequency",
     4,
     {{"never|not at any time", "rarely|seldom|almost never|hardly ever",
       "sometimes|occasionally|now and then", "often|frequently|usually|fairly often"},
      {"nie|niemals", "selten|fast nie", "manchmal|gelegentlich|ab und zu|hin und wieder",
       "oft|häufig|meistens|meist"}}},
    {"frequency",
     4,
     {{"never|not at any time", "rarely|seldom|almost never|hardly ever",
       "often|frequently|usually|fairly often", "always|almost always|all the time"},
      {"nie|niemals", "selten|fast nie", "oft|häufig|meistens|meist", "immer|stets|fast immer"}}},
    {"frequency",
     4,
     {{"rarely|seldom|almost never|hardly ever", "sometimes|occasionally|now and then",
       "often|frequently|usually|fairly often", "always|almost always|all the time"},
      {"selten|fast nie", "manchmal|gelegentlich|ab und zu|hin und wieder",
       "oft|häufig|meistens|meist", "immer|stets|fast immer"}}},
    {"frequency",
     5,
     {{"never|not at any time", "rarely|seldom|almost never|hardly ever",
       "sometimes|occasionally|now and then", "often|frequently|usually|fairly often",
       "always|almost always|all the time"},
      {"nie|niemals", "selten|fast nie", "manchmal|gelegentlich|ab und zu|hin und wieder",
       "oft|häufig|meistens|meist", "immer|stets|fast immer"}}},
    {"frequency",
     5,
     {{"never|not at any time", "rarely|seldom|almost never|hardly ever",
       "sometimes|occasionally|now and then", "often|frequently|usually|fairly often",
       "very often|very frequently"},
      {"nie|niemals", "selten|fast nie", "manchmal|gelegentlich|ab und zu|hin und wieder",
       "oft|häufig|meistens|meist", "sehr oft|sehr häufig"}}},
    {"frequency",
     5,
     {{"never|not at any time", "sometimes|occasionally|now and then",
       "often|frequently|usually|fairly often", "very often|very frequently",
       "always|almost always|all the time"},
      {"nie|niemals", "manchmal|gelegentlich|ab und zu|hin und wieder", "oft|häufig|meistens|meist",
       "sehr oft|sehr häufig", "immer|stets|fast immer"}}},
    {"frequency",
     5,
     {{"never", "sometimes", "about half the time", "most of the time", "always"},
      {"nie", "manchmal", "etwa in der Hälfte der Fälle|die Hälfte der Zeit",
       "meistens|die meiste Zeit", "immer"}}},
    {"frequency",
     6,
     {{"never|not at any time", "rarely|seldom|almost never|hardly ever",
       "sometimes|occasionally|now and then", "often|frequently|usually|fairly often",
       "very often|very frequently", "always|almost always|all the time"},
      {"nie|niemals", "selten|fast nie", "manchmal|gelegentlich|ab und zu|hin und wieder",
       "oft|häufig|meistens|meist", "sehr oft|sehr häufig", "immer|stets|fast immer"}}},
    {"frequency",
     7,
     {{"never", "rarely|almost never", "occasionally", "sometimes", "frequently|often",
       "usually|very often", "always|every time"},
      {"nie", "selten|fast nie", "gelegentlich", "manchmal", "oft|häufig", "meistens|sehr oft",
       "immer"}}},
    {"satisfaction",
     3,
     {{"dissatisfied|unsatisfied", "neither satisfied nor dissatisfied|neither|neutral",
       "satisfied"},
      {"unzufrieden",
       "teils/teils|teils-teils|teils, teils|weder noch|"
       "weder zufrieden noch unzufrieden|neutral",
       "zufrieden"}}},
    {"satisfaction",
     4,
     {{"very dissatisfied|very unsatisfied|extremely dissatisfied|"
       "completely dissatisfied",
       "dissatisfied|unsatisfied|somewhat dissatisfied|rather dissatisfied|"
       "fairly dissatisfied",
       "satisfied|somewhat satisfied|rather satisfied|fairly satisfied",
       "very satisfied|extremely satisfied|completely satisfied"},
      {"sehr unzufrieden|äußerst unzufrieden|völlig unzufrieden",
       "unzufrieden|eher unzufrieden|ziemlich unzufrieden",
       "zufrieden|eher zufrieden|ziemlich zufrieden",
       "sehr zufrieden|äußerst zufrieden|völlig zufrieden"}}},
    {"satisfaction",
     5,
     {{"very dissatisfied|very unsatisfied|extremely dissatisfied|"
       "completely dissatisfied",
       "dissatisfied|unsatisfied|somewhat dissatisfied|rather dissatisfied|"
       "fairly dissatisfied",
       "neither satisfied nor dissatisfied|neither|neutral",
       "satisfied|somewhat satisfied|rather satisfied|fairly satisfied",
       "very satisfied|extremely satisfied|completely satisfied"},
      {"sehr unzufrieden|äußerst unzufrieden|völlig unzufrieden",
       "unzufrieden|eher unzufrieden|ziemlich unzufrieden",
       "teils/teils|teils-teils|teils, teils|weder noch|"
       "weder zufrieden noch unzufrieden|neutral",
       "zufrieden|eher zufrieden|ziemlich zufrieden",
       "sehr zufrieden|äußerst zufrieden|völlig zufrieden"}}},
    {"satisfaction",
     5,
     {{"not at all satisfied", "slightly satisfied|not very satisfied|not so satisfied",
       "moderately satisfied|somewhat satisfied", "very satisfied",
       "extremely satisfied|completely satisfied"},
      {"überhaupt nicht zufrieden|gar nicht zufrieden", "wenig zufrieden|weniger zufrieden",
       "mäßig zufrieden|einigermaßen zufrieden|mittelmäßig zufrieden", "sehr zufrieden",
       "äußerst zufrieden|völlig zufrieden|vollkommen zufrieden"}}},
    {"satisfaction",
     7,
     {{"extremely dissatisfied|very dissatisfied|completely dissatisfied",
       "moderately dissatisfied|dissatisfied|mostly dissatisfied",
       "slightly dissatisfied|somewhat dissatisfied",
       "neither satisfied nor dissatisfied|neither|neutral",
       "slightly satisfied|somewhat satisfied", "moderately satisfied|satisfied|mostly satisfied",
       "extremely satisfied|very satisfied|completely satisfied"},
      {"sehr unzufrieden|äußerst unzufrieden", "unzufrieden", "eher unzufrieden|etwas unzufrieden",
       "teils/teils|teils-teils|teils, teils|weder noch|"
       "weder zufrieden noch unzufrieden|neutral",
       "eher zufrieden|etwas zufrieden", "zufrieden", "sehr zufrieden|äußerst zufrieden"}}},
    {"likelihood",
     4,
     {{"very unlikely|extremely unlikely", "unlikely|somewhat unlikely|rather unlikely",
       "likely|somewhat likely|rather likely", "very likely|extremely likely"},
      {"sehr unwahrscheinlich|äußerst unwahrscheinlich", "unwahrscheinlich|eher unwahrscheinlich",
       "wahrscheinlich|eher wahrscheinlich", "sehr wahrscheinlich|äußerst wahrscheinlich"}}},
    {"likelihood",
     5,
     {{"very unlikely|extremely unlikely", "unlikely|somewhat unlikely|rather unlikely",
       "neither likely nor unlikely|neutral|undecided|unsure|not sure",
       "likely|somewhat likely|rather likely", "very likely|extremely likely"},
      {"sehr unwahrscheinlich|äußerst unwahrscheinlich", "unwahrscheinlich|eher unwahrscheinlich",
       "weder noch|weder wahrscheinlich noch unwahrscheinlich|neutral|"
       "unentschieden|vielleicht",
       "wahrscheinlich|eher wahrscheinlich", "sehr wahrscheinlich|äußerst wahrscheinlich"}}},
    {"likelihood",
     5,
     {{"not at all likely", "slightly likely|not very likely|not so likely",
       "moderately likely|somewhat likely", "very likely", "extremely likely"},
      {NULL}}},
    {"quality",
     3,
     {{"poor|bad", "fair|average|neither good nor bad", "good"},
      {"schlecht", "mittelmäßig|mittel|teils/teils", "gut"}}},
    {"quality",
     4,
     {{"poor", "fair", "good", "excellent|very good"},
      {"schlecht", "mittelmäßig|mäßig", "gut", "ausgezeichnet|hervorragend|sehr gut"}}},
    {"quality",
     4,
     {{"very poor|very bad", "poor|bad|rather poor|rather bad", "good|rather good",
       "very good|excellent"},
      {"sehr schlecht", "schlecht|eher schlecht", "gut|eher gut", "sehr gut|ausgezeichnet"}}},
    {"quality",
     5,
     {{"very poor|very bad|terrible", "poor|bad",
       "fair|average|acceptable|okay|ok|neither good nor bad|neutral", "good",
       "very good|excellent"},
      {"sehr schlecht", "schlecht|eher schlecht",
       "mittelmäßig|mittel|durchschnittlich|teils/teils|teils-teils|befriedigend|"
       "weder noch|neutral",
       "gut|eher gut", "sehr gut|ausgezeichnet"}}},
    {"quality",
     5,
     {{"poor", "fair", "good", "very good", "excellent"},
      {"schlecht", "mittelmäßig|mäßig", "gut", "sehr gut", "ausgezeichnet|hervorragend"}}},
    {"importance",
     4,
     {{"not at all important|not important|unimportant",
       "somewhat important|slightly important|not very important|"
       "of little importance",
       "important|moderately important", "very important|extremely important"},
      {"überhaupt nicht wichtig|gar nicht wichtig|völlig unwichtig|unwichtig|"
       "sehr unwichtig",
       "eher unwichtig|weniger wichtig|eher nicht wichtig", "wichtig|eher wichtig",
       "sehr wichtig|äußerst wichtig"}}},
    {"importance",
     5,
     {{"not at all important|not important|unimportant",
       "slightly important|not so important|not very important|"
       "of little importance",
       "moderately important|somewhat important", "very important",
       "extremely important|absolutely essential"},
      {NULL}}},
    {"importance",
     5,
     {{"not at all important|very unimportant",
       "unimportant|not important|of little importance|slightly important",
       "neutral|neither important nor unimportant|moderately important|"
       "somewhat important",
       "important", "very important|extremely important"},
      {"überhaupt nicht wichtig|gar nicht wichtig|völlig unwichtig|sehr unwichtig",
       "unwichtig|eher unwichtig|weniger wichtig|nicht wichtig|eher nicht wichtig",
       "teils/teils|teils-teils|neutral|mittel|weder noch", "wichtig|eher wichtig",
       "sehr wichtig|äußerst wichtig"}}},
    {"degree",
     4,
     {{"not at all", "a little|slightly|a little bit|to a small extent",
       "somewhat|moderately|quite a bit|to some extent",
       "very much|a lot|extremely|to a great extent|to a large extent"},
      {"gar nicht|überhaupt nicht", "wenig|kaum|ein wenig|etwas",
       "ziemlich|überwiegend|mittelmäßig", "sehr|völlig|voll und ganz|sehr stark"}}},
    {"degree",
     5,
     {{"not at all", "slightly|a little|a little bit|to a small extent",
       "moderately|somewhat|to some extent|to a moderate extent|a moderate amount",
       "very|very much|quite a bit|a lot|to a large extent|to a great extent|"
       "considerably",
       "extremely|completely|a great deal|to a very large extent|"
       "to a very great extent"},
      {"gar nicht|überhaupt nicht", "wenig|kaum|ein wenig|etwas",
       "mittelmäßig|teilweise|mittel|mäßig", "ziemlich|überwiegend|stark",
       "sehr|völlig|voll und ganz|sehr stark|äußerst"}}},
    {"ease",
     4,
     {{"very difficult|very hard|extremely difficult",
       "difficult|hard|somewhat difficult|rather difficult", "easy|somewhat easy|rather easy",
       "very easy|extremely easy"},
      {"sehr schwierig|sehr schwer", "schwierig|schwer|eher schwierig|eher schwer",
       "leicht|einfach|eher leicht|eher einfach", "sehr leicht|sehr einfach"}}},
    {"ease",
     5,
     {{"very difficult|very hard|extremely difficult",
       "difficult|hard|somewhat difficult|rather difficult",
       "neither easy nor difficult|neither|neutral", "easy|somewhat easy|rather easy",
       "very easy|extremely easy"},
      {"sehr schwierig|sehr schwer", "schwierig|schwer|eher schwierig|eher schwer",
       "teils/teils|teils-teils|weder noch|neutral|mittel",
       "leicht|einfach|eher leicht|eher einfach", "sehr leicht|sehr einfach"}}},
    {"level",
     3,
     {{"low", "medium|moderate|average", "high"}, {"niedrig|gering", "mittel", "hoch"}}},
    {"level",
     5,
     {{"very low", "low", "medium|moderate|average|neither high nor low", "high", "very high"},
      {"sehr niedrig|sehr gering", "niedrig|gering", "mittel|durchschnittlich", "hoch",
       "sehr hoch"}}},
    {"comparison",
     3,
     {{"worse", "about the same|the same|same|no change|unchanged", "better"},
      {"schlechter", "gleich|unverändert|gleich geblieben", "besser"}}},
    {"comparison",
     5,
     {{"much worse|a lot worse", "worse|somewhat worse|slightly worse|a little worse",
       "about the same|the same|same|no change|unchanged",
       "better|somewhat better|slightly better|a little better", "much better|a lot better"},
      {"viel schlechter|deutlich schlechter", "schlechter|etwas schlechter|eher schlechter",
       "gleich|unverändert|gleich geblieben", "besser|etwas besser|eher besser",
       "viel besser|deutlich besser"}}},
    {"favour",
     5,
     {{"very unfavorable|very unfavorably|very unfavourable|very unfavourably|"
       "very negative",
       "unfavorable|somewhat unfavorable|somewhat unfavorably|unfavourable|"
       "somewhat unfavourable|somewhat unfavourably|negative|somewhat negative",
       "neither favorable nor unfavorable|neither favorably nor unfavorably|"
       "neither favorably nor unfavorably (neutral)|"
       "neither favourable nor unfavourable|neutral|neither positive nor negative",
       "favorable|somewhat favorable|somewhat favorably|favourable|"
       "somewhat favourable|somewhat favourably|positive|somewhat positive",
       "very favorable|very favorably|very favourable|very favourably|"
       "very positive"},
      {"sehr negativ", "negativ|eher negativ", "neutral|teils/teils|weder noch",
       "positiv|eher positiv", "sehr positiv"}}},
    {"yes or no",
     2,
     {{"no|n|false|unchecked|not selected", "yes|y|true|checked|selected"},
      {"nein|falsch|nicht gewählt|nicht ausgewählt", "ja|j|wahr|richtig|gewählt|ausgewählt"}}},
    {"yes or no",
     3,
     {{"no", "partly|partially|somewhat|maybe|sometimes|in part", "yes"},
      {"nein", "teilweise|teils|teils/teils|vielleicht|zum Teil", "ja"}}},
    {"yes or no",
     4,
     {{"no|definitely not|certainly not", "rather no|probably not",
       "rather yes|probably|probably yes", "yes|definitely|definitely yes|certainly"},
      {"nein|auf keinen Fall|sicher nicht|nein, sicher nicht",
       "eher nein|eher nicht|wahrscheinlich nicht", "eher ja|wahrscheinlich|wahrscheinlich ja",
       "ja|auf jeden Fall|sicher|ja, sicher"}}},
    {"yes or no",
     5,
     {{"definitely not|definitely no", "probably not|probably no",
       "might or might not|maybe|not sure|unsure", "probably yes|probably",
       "definitely yes|definitely"},
      {"auf keinen Fall|sicher nicht", "eher nicht|wahrscheinlich nicht",
       "vielleicht|unentschieden", "eher ja|wahrscheinlich|wahrscheinlich ja",
       "auf jeden Fall|sicher"}}},
};

const size_t n_answer_sets = sizeof answer_sets / sizeof *answer_sets;

typedef struct wordings {
  arena *memory;
  answer_index *index;
  size_t capacity, first_capacity;
} wordings;

static void
add_wording(wordings *to, const char *text, answer_wording wording)
{
  answer_index *const index = to->index;
  const char *const folded = text_folded(to->memory, text);
  const uint32_t before = index->words.n, word = map_add(&index->words, folded, strlen(folded));
  index->first = arena_room(to->memory, index->first, word < before ? before - 1 : word,
                            &to->first_capacity, sizeof *index->first);
  wording.text = text;
  wording.next = word < before ? index->first[word] : ANSWER_NONE;
  index->at = arena_room(to->memory, index->at, index->n, &to->capacity, sizeof *index->at);
  index->at[index->n] = wording;
  index->first[word] = index->n++;
}

answer_index
answer_index_new(arena *memory)
{
  answer_index index = {.words = map_new(memory)};
  wordings to = {.memory = memory, .index = &index};
  for (uint32_t s = 0; s < n_answer_sets; s++)
    for (uint32_t language = 0; language < N_LANGUAGES; language++)
      for (uint32_t i = 0; i < answer_sets[s].n_steps; i++) {
        answer_wording wording = {.set = s, .step = i, .language = language};
        for (const char *at = answer_sets[s].steps[language][i]; at; wording.wording++) {
          const char *const end = strchr(at, '|');
          const size_t n = end ? (size_t)(end - at) : strlen(at);
          add_wording(&to, arena_copy(memory, at, n), wording);
          at = end ? end + 1 : NULL;
        }
      }
  return index;
}

const answer_wording *
answer_index_find(const answer_index *index, const char *folded, uint32_t set)
{
  const uint32_t word = map_find(&index->words, folded, strlen(folded));
  if (word == MAP_NONE)
    return NULL;
  for (uint32_t i = index->first[word]; i != ANSWER_NONE; i = index->at[i].next)
    if (index->at[i].set == set)
      return &index->at[i];
  return NULL;
}

/* --- no answer ------------------------------------------------------------------------------- */

static const struct {
  const char *reason;
  const char *words; /* folded */
} no_answers[] = {
    {"don't know", "dont know|do not know|i dont know|i do not know|dk|dont know cant "
                   "say|unsure|not sure|"
                   "cant say|cannot say|no opinion|no basis for evaluation|unknown|weiss "
                   "nicht|weiss ich nicht|"
                   "ich weiss nicht|weiss ich nicht genau|keine meinung|keine ahnung|unbekannt|"
                   "kann ich nicht sagen|kann ich nicht beurteilen|nicht beurteilbar"},
    {"not applicable", "not applicable|n a|does not apply|doesnt apply|not relevant|na not "
                       "applicable|"
                       "n a not applicable|not applicable n a|trifft nicht zu|trifft auf mich "
                       "nicht zu|"
                       "nicht zutreffend|nicht anwendbar|nicht relevant|entfallt|betrifft mich "
                       "nicht"},
    {"refused", "prefer not to say|prefer not to answer|i prefer not to say|i prefer not to answer|"
                "would rather not say|rather not say|refused|refuse to answer|decline to answer|"
                "mochte ich nicht sagen|mochte ich nicht beantworten|mochte nicht antworten|"
                "will ich nicht beantworten|verweigert|antwort verweigert"},
    {"no answer", "no answer|no response|not answered|unanswered|na|keine angabe|keine angaben|k "
                  "a|ka|"
                  "ohne angabe|keine antwort|nicht beantwortet"},
};

const char *const no_answer_reasons[] = {"don't know", "not applicable", "refused", "no answer",
                                         NULL};

const char *
no_answer_word(arena *memory, size_t i, const char **reason)
{
  for (size_t r = 0; r < sizeof no_answers / sizeof *no_answers; r++)
    for (const char *at = no_answers[r].words; at; at = strchr(at, '|')) {
      at += *at == '|';
      if (i--)
        continue;
      *reason = no_answers[r].reason;
      return arena_copy(memory, at, strcspn(at, "|"));
    }
  return NULL;
}

const char *
no_answer_reason(const char *text, const char *folded)
{
  if (strcmp(text, "-") == 0 || strcmp(text, "\u2013") == 0 || strcmp(text, "\u2014") == 0)
    return "no answer";
  const size_t n = strlen(folded);
  for (size_t i = 0; n && i < sizeof no_answers / sizeof *no_answers; i++)
    for (const char *at = no_answers[i].words; at; at = strchr(at, '|')) {
      at += *at == '|';
      if (strncmp(at, folded, n) == 0 && (at[n] == '|' || !at[n]))
        return no_answers[i].reason;
    }
  return NULL;
}
