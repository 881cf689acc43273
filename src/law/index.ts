/*
 * Words of this room
 * - rule:          one sentence of law (or custom) with its dates, its source and how far that source was read
 * - establishment: where a matter is handled; it decides whose public holidays move a last day
 * - relevant time: when a request's month begins: the latest of request, proof of identity, and fee
 * - duty, limit:   what law orders kept until a day; what was promised to be deleted by a day
 * - mechanism:     what lets personal data leave the country
 * - subscriber:    who holds the line or address that marketing goes to: individual or corporate
 */
export {
  ADEQUACY,
  type Adequacy,
  adequacyOf,
  EEA_STATES,
  EU_STATES,
  EU_UK_ADEQUACY_ALARM,
  knownCountry,
  type TransferLaw,
} from './adequacy.ts';
export {
  type AutomatedDecision,
  DECISION_SAFEGUARDS,
  type DecisionSafeguard,
  type DecisionVerdict,
  mayDecideAutomatically,
} from './automated-decisions.rules.ts';
export {
  type BasisVerdict,
  balancingTestHolds,
  basisAllowed,
  CONSENT_RECORD_ITEMS,
  consentHolds,
  newPurposeAllowed,
  recognisedInterestHolds,
  reviewDueOn,
  rightUnder,
} from './bases.rules.ts';
export {
  BASIS_RIGHTS,
  type BasisRight,
  LAWFUL_BASES,
  type LawfulBasis,
  RECOGNISED_INTERESTS,
  type RecognisedInterest,
  RIGHTS_BY_BASIS,
  type RightAnswer,
} from './bases.ts';
export {
  BREACH_NOTICE_ITEMS,
  BREACH_REGISTER_ITEMS,
  BREACH_RISKS,
  type BreachNoticeItem,
  type BreachRisk,
  controllerAwareAt,
  missingFromBreachNotice,
  peopleNotice,
  providerRegulatorDueAt,
  regulatorDueAt,
  regulatorNotice,
} from './breach.rules.ts';
export { type Commencement, commencementOf, DUAA_COMMENCEMENT, duaaInForce } from './commencement.ts';
export { type ComplaintDue, complaintDue } from './complaints.clock.rules.ts';
export {
  mayStore,
  missingFromStatistics,
  STORAGE_PURPOSES,
  type StatisticalEvidence,
  type StoragePurpose,
  type StorageVerdict,
  storageNeeds,
} from './cookies.rules.ts';
export {
  CONTROLLER_RECORD_ITEMS,
  feeRenewalOn,
  missingFromProcessorContract,
  officerRequired,
  PROCESSOR_RECORD_ITEMS,
  PROCESSOR_TERMS,
  type ProcessorTerm,
  recordRequired,
  regulatorFee,
  representativesNeeded,
} from './documents.ts';
export {
  EXEMPTIBLE_ARTICLES,
  EXEMPTIONS,
  type ExemptibleArticle,
  type Exemption,
  type ExemptionId,
  type ExemptionTest,
  type ExemptionUse,
  examMarksDueOn,
  exemptionCovers,
  missingFromExemptionUse,
  SET_A,
  SET_B,
  THIRD_PARTY_FACTORS,
  thirdPartyDataGiven,
} from './exemptions.ts';
export { type FineCap, largestFine, pecrFineCap } from './fines.ts';
export {
  type Calendar,
  calendarsOf,
  type Establishment,
  type GivenHolidays,
  HOLIDAYS_FROM,
  HOLIDAYS_TO,
  isWorkingDay,
  NATIONS,
  type Nation,
  PROCLAIMED_HOLIDAYS,
  UK_CALENDARS,
} from './holidays.ts';
export { IMPACT_TRIGGERS, type ImpactTrigger, impactAssessmentRequired } from './impact-assessment.ts';
export {
  type CharitySoftOptIn,
  type LegalForm,
  MARKETING_CHANNELS,
  type Marketing,
  type MarketingChannel,
  type MarketingRuleId,
  type MarketingVerdict,
  mayMarket,
  missingFromMessage,
  missingFromSoftOptIn,
  type SoftOptIn,
  SUBSCRIBER_TYPES,
  type SubscriberType,
  subscriberTypeOf,
  TPS_GRACE_DAYS,
} from './marketing.rules.ts';
export {
  indirectNoticeDueOn,
  NOTICE_ITEMS,
  type NoticeFacts,
  type NoticeItem,
  type NoticeItemId,
  noticeItemsOwed,
} from './notice-contents.ts';
export { hoursEndAt, nextWorkingDay, periodEndsOn, roll } from './periods.rules.ts';
export { REGULATOR_NAMES, type Regulator, regulatorOn } from './regulator.ts';
export {
  type AnswerDue,
  type Asked,
  answerDue,
  type ClockedRequest,
  type ExtensionReason,
  type Ruleset,
  rulesetOf,
} from './requests.clock.rules.ts';
export {
  combineRetention,
  type Duty,
  endOfFinancialYear,
  endOfTaxYear,
  endOfVatQuarter,
  keepUntil,
  type Limit,
  type RetentionOutcome,
  type Suspension,
} from './retention-duties.rules.ts';
export {
  type CountsFrom,
  contractClaimsIn,
  type KeepingPeriod,
  type OwnYear,
  RETENTION_DUTIES,
  type RetentionDuty,
} from './retention-duties.ts';
export {
  answerForm,
  childAnswers,
  type DataOrigin,
  deletionWaitsFor,
  ERASURE_EXCEPTIONS,
  ERASURE_GROUNDS,
  type ErasureException,
  type ErasureGround,
  erasure,
  mayChargeOrRefuse,
  objection,
  portable,
  RESTRICTED_USES,
  RESTRICTION_GROUNDS,
  type RestrictedUse,
  type RestrictionGround,
  type RightsVerdict,
  receivedByController,
  recipientsToTell,
  rectification,
  restrictionAllows,
  restrictionLiftable,
} from './rights.rules.ts';
export {
  ACCESS_REPLY_ITEMS,
  type AccessReplyItem,
  accessReplyItemsOwed,
  missingFromRefusal,
  REFUSAL_ITEMS,
  type RefusalItem,
  RIGHTS,
  type Right,
  refusalItemsOwed,
} from './rights.ts';
export { inForce, type Jurisdiction, type Rule, severityOf, type Tag } from './rule.ts';
export { isRuleId, type RuleId, ruleInForce, ruleOf, rules } from './rules.ts';
export {
  ARTICLE_9_CONDITIONS,
  type Article9Condition,
  missingForCriminalOffence,
  missingForSpecialCategory,
  POLICY_DOCUMENT_ITEMS,
  policyDocumentKeptUntil,
  SCHEDULE_1,
  type Schedule1Paragraph,
  SPECIAL_CATEGORIES,
  type SpecialCategory,
} from './special-categories.ts';
export {
  isRestricted,
  mechanismValid,
  TRANSFER_MECHANISMS,
  type Transfer,
  type TransferMechanism,
  type TransferRuleId,
  type TransferVerdict,
} from './transfers.rules.ts';
export {
  BASIS_TERMS,
  iriOf,
  RIGHT_TERMS,
  VOCABULARY,
  VOCABULARY_PREFIXES,
  type VocabularyTerm,
} from './vocabulary.ts';
