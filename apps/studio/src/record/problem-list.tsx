import { Alert, List } from '@mantine/core';
import type { Problem } from '../api/request.ts';

/** Problems, each with what to do about it. Nothing when there is none. */
export function ProblemList({
  problems,
  color = 'red',
}: {
  readonly problems: readonly Problem[];
  readonly color?: string;
}) {
  if (problems.length === 0) return null;
  return (
    <Alert color={color} p="sm">
      <List size="sm" spacing={4}>
        {problems.map((each) => (
          <List.Item key={`${each.code} ${each.path?.join('.') ?? ''} ${each.message}`}>
            {each.message} {each.hint && <em>{each.hint}</em>}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
