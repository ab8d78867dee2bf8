import { Button, FileButton, Stack } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { attachFile } from '../api/files.ts';
import { ProblemList } from './problem-list.tsx';

interface Props {
  readonly entity: string;
  readonly record: string;
  /** What kind of file it is to the record. */
  readonly as: string;
  readonly label: string;
  readonly onDone: () => void;
}

/** Lets a person choose a file, or take a photograph of a paper, and attaches it. */
export function AttachButton({ entity, record, as, label, onDone }: Props) {
  const attach = useMutation({
    mutationFn: (file: File) => attachFile(entity, record, as, file),
    onSuccess: (problems) => {
      if (problems.length === 0) onDone();
    },
  });
  return (
    <Stack gap={4}>
      <FileButton onChange={(file) => file && attach.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="light"
            leftSection={<IconPaperclip size={14} />}
            loading={attach.isPending}
          >
            {label}
          </Button>
        )}
      </FileButton>
      <ProblemList problems={attach.data ?? []} />
    </Stack>
  );
}
