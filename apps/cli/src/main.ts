import { remark, UsageError } from './output.ts';
import { program } from './program.ts';

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  remark(error.message);
  process.exitCode = 2;
}
