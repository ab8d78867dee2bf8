import { Badge, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { labelOf, openTasks, type Task } from '../api/tasks.ts';
import { Failure } from '../shell/failure.tsx';
import { useModel } from '../shell/model-context.tsx';
import { moment } from '../text/moment.ts';

/** What is asked of the person now: approvals and work to be done, the most urgent first. */
export function TasksPage() {
  const { t } = useTranslation();
  const { me } = useModel();
  const tasks = useQuery({ queryKey: ['open-tasks', me.id], queryFn: () => openTasks(me.id) });
  if (tasks.isPending) return <Loader />;
  if (tasks.isError) return <Failure error={tasks.error} onRetry={() => tasks.refetch()} />;
  return (
    <Stack>
      <Title order={2}>{t('myTasks')}</Title>
      {tasks.data.length === 0 && <Text c="dimmed">{t('noTasks')}</Text>}
      {tasks.data.map((task) => (
        <TaskCard key={task.id} task={task} />
      ))}
    </Stack>
  );
}

function TaskCard({ task }: { readonly task: Task }) {
  const { i18n } = useTranslation();
  const { model } = useModel();
  const entity = model.entities.find((each) => each.name === task.entity);
  const isLate = task.dueAt !== null && new Date(task.dueAt) < new Date();
  return (
    <Paper
      component={Link}
      to="/r/$entity/$id"
      params={{ entity: task.entity, id: task.record } as never}
      withBorder
      p="md"
      style={{ textDecoration: 'none', color: 'inherit' }}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{task.subject ?? entity?.label}</Text>
          <Text size="sm" c="dimmed">
            {labelOf(task, i18n.language)} · {entity?.label}
          </Text>
        </div>
        {task.dueAt && (
          <Badge variant="light" tt="none" color={isLate ? 'red' : 'blue'}>
            {moment(task.dueAt, i18n.language)}
          </Badge>
        )}
      </Group>
    </Paper>
  );
}
