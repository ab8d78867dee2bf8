import { Alert, Button, Center, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request, token } from '../api/request.ts';

/** Asks who the person is; `onSignedIn` runs when the server knows. */
export function SignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ initialValues: { username: '', password: '' } });
  const login = useMutation({
    mutationFn: (values: typeof form.values) =>
      request<{ login: { token: string } }>(
        'mutation ($username: String!, $password: String!) { login(username: $username, password: $password) { token } }',
        values,
      ),
    onSuccess: ({ login: { token: given } }) => {
      token.set(given);
      onSignedIn();
    },
  });
  return (
    <Center mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" w={380}>
        <form onSubmit={form.onSubmit((values) => login.mutate(values))}>
          <Stack>
            <Title order={2}>Dealwright</Title>
            <TextInput
              label={t('username')}
              autoComplete="username"
              autoFocus
              required
              {...form.getInputProps('username')}
            />
            <PasswordInput
              label={t('password')}
              autoComplete="current-password"
              required
              {...form.getInputProps('password')}
            />
            {login.isError && <Alert color="red">{login.error.message || t('wrongCredentials')}</Alert>}
            <Button type="submit" loading={login.isPending}>
              {t('signIn')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
