package acd

// A heap keeps things so that the first of them is at hand. Each knows its own
// slot (one more than its index; 0 is in no heap), so that it can leave from
// the middle.
type heap[T any] struct {
	items  []T
	before func(a, b T) bool
	slot   func(T) *int
}

func (h *heap[T]) len() int { return len(h.items) }

// top is the first; call it only if there is one.
func (h *heap[T]) top() T { return h.items[0] }

func (h *heap[T]) push(x T) {
	h.items = append(h.items, x)
	*h.slot(x) = len(h.items)
	h.up(len(h.items) - 1)
}

func (h *heap[T]) remove(x T) {
	i := *h.slot(x) - 1
	last := len(h.items) - 1
	*h.slot(x) = 0
	moved := h.items[last]
	var none T
	h.items[last] = none
	h.items = h.items[:last]
	if i == last {
		return
	}
	h.items[i] = moved
	*h.slot(moved) = i + 1
	h.fix(moved)
}

// fix puts x where it belongs now.
func (h *heap[T]) fix(x T) {
	i := *h.slot(x) - 1
	if !h.down(i) {
		h.up(i)
	}
}

func (h *heap[T]) up(i int) {
	x := h.items[i]
	for i > 0 {
		parent := (i - 1) / 2
		if !h.before(x, h.items[parent]) {
			break
		}
		h.set(i, h.items[parent])
		i = parent
	}
	h.set(i, x)
}

func (h *heap[T]) down(i int) (moved bool) {
	x := h.items[i]
	from := i
	for {
		child := 2*i + 1
		if child >= len(h.items) {
			break
		}
		if child+1 < len(h.items) && h.before(h.items[child+1], h.items[child]) {
			child++
		}
		if !h.before(h.items[child], x) {
			break
		}
		h.set(i, h.items[child])
		i = child
	}
	h.set(i, x)
	return i != from
}

func (h *heap[T]) set(i int, x T) {
	h.items[i] = x
	*h.slot(x) = i + 1
}

// first visits the n first in order, fewer if visit says no more: it looks at
// no more than 2n+1 things.
func (h *heap[T]) first(n int, visit func(T) bool) {
	if len(h.items) == 0 {
		return
	}
	edge := []int{0}
	for ; n > 0 && len(edge) > 0; n-- {
		best := 0
		for i := range edge {
			if h.before(h.items[edge[i]], h.items[edge[best]]) {
				best = i
			}
		}
		i := edge[best]
		edge[best] = edge[len(edge)-1]
		edge = edge[:len(edge)-1]
		if !visit(h.items[i]) {
			return
		}
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < len(h.items) {
				edge = append(edge, child)
			}
		}
	}
}
