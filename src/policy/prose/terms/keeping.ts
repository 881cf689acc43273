import { terms } from './compile.ts';

export const KEEP = terms(
  'retain*',
  'retention',
  'keep*',
  'kept',
  '(?:to|we|may|will|and|or|only|not|also|can|must|organisation|company) store',
  'stor(?:es|ed|ing|age)',
  'hold*',
  'held',
  'delet*',
  'eras(?:e|es|ed|ing|ure)',
  'destr(?:oy|oys|oyed|uction)',
  'remov(?:e|es|ed)',
  'anonymi*',
  'archiv*',
  'purg*',
  'maintain*',
  'expir*',
  'dispos*',
  'overwrit*',
  'preserv*',
);
const NUMBER =
  '(?:\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|twenty-four|thirty|sixty|ninety|a|an|the current)';
/** A length of time: "6 years", "twelve (12) calendar months". */
export const PERIOD = terms(
  `${NUMBER}(?: ?\\(\\d{1,4}\\))?(?: |-)?(?:calendar |business |working |full |complete |tax |financial )?(?:hours?|days?|weeks?|months?|years?)`,
  'decade',
  'indefinite(?:ly)?',
  'permanently',
);
export const NUMBERED_PERIOD = terms(
  '(?:\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|twenty-four|thirty|sixty|ninety)(?: ?\\([a-z0-9-]{1,12}\\))?(?: |-)?(?:calendar |business |working |full |complete |tax |financial )?(?:hours?|days?|weeks?|months?|years?)',
  'indefinite(?:ly)?',
  '(?:up to|for|than) (?:a|one) (?:day|week|month|year)',
);
/** Something whose end can be told, though no length is given. */
export const CRITERION = terms(
  '(?:as long as|while|whilst|until|unless|so long as|when|once|after) (?:you|your|the|a|an|any|our|such|we)(?: \\w+){0,6} (?:account|customer|client|subscri*|member*|contract|agreement|relationship|service|services|employ*|policy|consent|request*|ask*|unsubscrib*|withdraw*|delet*|clos*|object*|opt*|user|donor|supporter|enquiry|warranty|case|end*|terminat*|cease*|inactive)',
  'for the (?:duration|life|lifetime|term|length|period|course)(?: of)? ~',
  '(?:during|throughout) (?:the|your|our) (?:\\w+ ){0,3}(?:relationship|contract|employment|membership|agreement)',
  '(?:limitation|statutory|legal|legally required|mandatory|prescribed|retention|statute) (?:\\w+ ){0,2}(?:periods?|schedule|limits?|policy|policies)',
  'criteria',
  '(?:statute of limitations?|limitation act)',
  '(?:required|obliged|permitted|necessary) (?:to do so )?(?:by|under) (?:\\w+ ){0,3}(?:law|laws|legislation|regulations?|statute|hmrc|rules)',
  '(?:tax|accounting|legal|regulatory|reporting|statutory)(?:,? (?:and|or|tax|accounting|legal|regulatory|reporting)){0,6} (?:requirements?|obligations?|purposes?|reasons)',
  'determin* (?:the |by |how )',
);
export const VAGUE_KEEPING = terms(
  'as long as (?:\\w+ ){0,6}(?:necessary|needed|need|needs|required|require|requires|reasonabl*|relevant|permitted|useful|appropriate)',
  '(?:no longer|longer) than (?:\\w+ ){0,6}(?:necessary|needed|need|required|require|reasonabl*)',
  '(?:necessary|required|needed|reasonable)(?: \\w+){0,2} (?:period|time)',
  'period(?: of time)? (?:\\w+ ){0,3}(?:necessary|needed|required|reasonable)',
  'as (?:is )?(?:necessary|needed|required)',
  'reasonable (?:period|time)',
  '(?:when|where|once) (?:\\w+ ){0,4}no longer (?:necessary|needed|required|need|require|relevant)',
  'on a regular basis',
  'regularly',
  'periodically',
);
