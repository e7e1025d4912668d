"""The pages' addresses, in the order of the journey: home, sign_in, data, by_hand, enrolment."""
