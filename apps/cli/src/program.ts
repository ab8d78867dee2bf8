import { Command } from 'commander';
import { backtestCommand } from './commands/backtest.ts';
import { callCommand } from './commands/call.ts';
import { checkCommand } from './commands/check.ts';
import { coverageCommand } from './commands/coverage.ts';
import { decideCommand } from './commands/decide.ts';
import { demoCommand } from './commands/demo.ts';
import { drawCommand } from './commands/draw.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { planCommand } from './commands/plan.ts';
import { referenceCommand } from './commands/reference.ts';
import { renderCommand } from './commands/render.ts';
import { replayCommand } from './commands/replay.ts';
import { testCommand } from './commands/test.ts';

/** All commands. */
export const program = new Command('dealwright')
  .description('Business content in YAML: checked, tested, decided, printed.')
  .showHelpAfterError('(dealwright --help lists the commands)')
  .addCommand(checkCommand())
  .addCommand(testCommand())
  .addCommand(decideCommand())
  .addCommand(callCommand())
  .addCommand(explainCommand())
  .addCommand(replayCommand())
  .addCommand(backtestCommand())
  .addCommand(exportCommand())
  .addCommand(importCommand())
  .addCommand(drawCommand())
  .addCommand(renderCommand())
  .addCommand(coverageCommand())
  .addCommand(planCommand())
  .addCommand(demoCommand())
  .addCommand(referenceCommand());
