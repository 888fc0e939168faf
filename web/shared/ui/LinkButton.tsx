/** A place that looks like a button: one element, opened in a new tab as any link. */
import { Button, type ButtonProps } from 'antd';
import { useHref, useNavigate } from 'react-router';

export function LinkButton({ to, ...rest }: ButtonProps & { to: string }) {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={rest.disabled ? undefined : href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void navigate(to);
      }}
    />
  );
}
