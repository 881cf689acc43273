import { terms } from './compile.ts';

/** Those who supervise data protection, by every name a notice gives them. */
export const AUTHORITY = terms(
  "information commission(?:er)?(?:'?s)?(?: office)?",
  'the commissioner',
  'ico',
  'ico\\.org\\.uk',
  '(?:data|privacy|competent|relevant|lead|local|national|appropriate|supervisory|regulatory|public|independent|responsible|your|eu|european|any|applicable)(?:[ -](?:data|protection|privacy|supervisory|regulatory|local|national|lead|relevant|competent|supervision)){0,4} (?:authorit(?:y|ies)|regulators?|agenc(?:y|ies)|supervisors?|ombudsman|commissioners?|commission|inspectorate)',
  'supervisory (?:authorit*|bod(?:y|ies)|agenc*)',
  'data (?:protection|privacy) (?:authorit*|commission(?:er)?s?|regulators?|agenc*|inspector*|ombudsman|supervisor)',
  'regulators?',
  'data (?:protection|privacy) (?:office|board|service|council|inspectorate|directorate|tribunal)',
  'authorit(?:y|ies) (?:of|in|for) (?:data protection|the (?:member state|country))',
  'cnil',
  'cnpd',
  'aepd',
  'garante',
  'datatilsynet',
  'datainspektionen',
  'integritetsskyddsmyndigheten',
  'autoriteit persoonsgegevens',
  'bfdi',
  'uodo',
  'gegevensbeschermingsautoriteit',
  'dsb',
  'edpb',
  'edps',
  'fdpic',
  'commission nationale',
  'landesbeauftragte*',
  'berliner beauftragte',
  'office of the (?:data|information|privacy)',
);

/** Words of complaint. "Concern" counts only beside an authority. */
export const COMPLAINT = terms(
  'complain*',
  'lodge ~ complain*',
  'rais(?:e|ing) (?:a|any|your) (?:concerns?|issues?|objections?)',
  'report (?:a|any|your|it|us|the matter) (?:concerns?|to)',
  'concerns?',
  'appeal',
  'unhappy',
  'dissatisf*',
  'not (?:satisfied|happy)',
  'grievance*',
  'refer (?:the matter|your)',
  'petition',
  '(?:turn|go|apply|appeal|write|speak) to',
  'approach',
  '(?:lodge|file|bring) (?:a |any )?claims?',
  'right to contact',
  'contact (?:the|your)',
);

/** The Register entry that payers of the fee hold: Z, ZA, ZB and digits, or the old PZ ones. */
export const REGISTRATION =
  /\bz[a-z]?\d{6,7}\b|\b(?:ico|information commissioner(?:'s office)?|data protection)[^.]{0,60}?\b(?:registration|registered|register|reference|ref|certificate)\b/;
