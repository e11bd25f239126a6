package flow

// compile turns the steps of a flow into operations with jumps, so that where a
// call stands is one number. The last operation is always "end".
func (s *script) compile() {
	s.ops = nil
	s.emit(s.steps)
	s.ops = append(s.ops, op{verb: "end"})
}

func (s *script) emit(steps []*step) {
	for _, st := range steps {
		at := len(s.ops)
		s.ops = append(s.ops, op{verb: st.verb, step: st, next: at + 1})
		switch st.verb {
		case "when":
			ends := []int{s.block(st.then)}
			s.ops[at].alt = len(s.ops)
			s.emit(st.otherwise)
			s.land(ends)
		case "look up":
			ends := []int{s.block(st.found)}
			s.ops[at].alt = len(s.ops)
			ends = append(ends, s.block(st.notFound))
			s.ops[at].fail = len(s.ops)
			s.emit(st.fails)
			s.land(ends)
		case "sort by":
			var ends []int
			for _, c := range st.choices {
				s.ops[at].pick = append(s.ops[at].pick, len(s.ops))
				ends = append(ends, s.block(c.then))
			}
			s.ops[at].alt = len(s.ops)
			s.emit(st.otherwise)
			s.land(ends)
		case "ask":
			var ends []int
			for _, c := range st.choices {
				s.ops[at].pick = append(s.ops[at].pick, len(s.ops))
				ends = append(ends, s.block(c.then))
			}
			s.ops[at].next = len(s.ops)
			ends = append(ends, s.block(st.yes))
			s.ops[at].alt = len(s.ops)
			ends = append(ends, s.block(st.no))
			s.ops[at].fail = len(s.ops)
			s.emit(st.unanswered)
			s.land(ends)
		}
	}
}

// block emits steps and, after them, a jump that land aims.
func (s *script) block(steps []*step) int {
	s.emit(steps)
	s.ops = append(s.ops, op{verb: "jump"})
	return len(s.ops) - 1
}

func (s *script) land(jumps []int) {
	for _, j := range jumps {
		s.ops[j].next = len(s.ops)
	}
}
