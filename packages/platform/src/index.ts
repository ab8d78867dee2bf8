export { ContentRefused } from './content-refused.ts';
export { createPlatform, type Platform, type PlatformOptions } from './create-platform.ts';
export { DEMO_PASSWORD, demoUsers } from './demo-passwords.ts';
export { KINDS } from './kinds.ts';
export { CONTENT_FOLDERS, loadContent } from './load-content.ts';
export { organisation } from './organisation.ts';
export { type PlanOptions, planContent } from './plan-content.ts';
export { type Played, playScenario, ScenarioFailed, type Stage } from './scenario/play-scenario.ts';
export { type Scenario, scenarioKind } from './scenario/scenario.ts';
