export { type ContentChange, type Difference, diffContent, type KeptDocument, showChange } from './diff-content.ts';
export { followContent } from './follow-content.ts';
export {
  type InstancesOfBefore,
  keptDocuments,
  type PlanPorts,
  planRelease,
  type ReleasePlan,
} from './plan-release.ts';
export { releasesContent } from './releases-content.ts';
