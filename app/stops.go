package app

import (
	"context"
	"errors"
	"fmt"
)

// stops is what has been started, to be stopped in reverse.
type stops []stop

type stop struct {
	name string
	fn   func(context.Context) error
}

func (s *stops) on(name string, fn func(context.Context) error) { *s = append(*s, stop{name, fn}) }

// all stops everything, the last started first, each being given its chance
// whatever became of the others.
func (s *stops) all(ctx context.Context) error {
	var errs []error
	for i := len(*s) - 1; i >= 0; i-- {
		if err := (*s)[i].fn(ctx); err != nil {
			errs = append(errs, fmt.Errorf("stopping %s: %w", (*s)[i].name, err))
		}
	}
	*s = nil
	return errors.Join(errs...)
}
