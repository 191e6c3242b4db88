using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using FsCheck;
using FsCheck.Fluent;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Whatever is asked in whatever order, the roster is what a plain set would be.</summary>
public sealed class Roster_laws
{
    private static readonly PersonId[] People = [Alice, Bob, Carol];

    // A place less than there are people; coordinators enter more.
    private static readonly Terms Small = Anything with { Registration = new(Capacity: 2) };

    [Fact]
    public void The_roster_is_what_a_plain_set_would_be_and_nobody_is_enrolled_twice() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Kind, byte Person)[]>(),
                asked =>
                {
                    var roster = Roster.Initial;
                    var model = new Model();
                    foreach (var (kind, number) in asked)
                    {
                        var person = People[number % People.Length];
                        var decision = Decide(roster, kind % 6, person);
                        model.Ask(kind % 6, person);
                        foreach (var e in decision.Events)
                        {
                            Assert.False(e is ParticipantEnrolled enrolled && roster.Has(enrolled.Person));
                            roster = Roster.Evolve(roster, e);
                        }

                        Assert.Equal(model.Enrolled.Order(ById), roster.Enrolled.Keys.Order(ById));
                        Assert.Equal(model.Open, Registration.At(Now, Small.Registration, roster.Hand).IsOpen);
                    }
                }
            )
        );

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static Decision<RosterEvent> Decide(Roster roster, int kind, PersonId person) =>
        kind switch
        {
            0 => EnrolInSession.Decide(roster, new(Session, Small, SignedIn(person), Attendance.OnSite, Now)),
            1 => WithdrawFromSession.Decide(roster, new(Session, true, SignedIn(person), Now)),
            2 => RemoveParticipant.Decide(roster, new(Session, true, ACoordinator, person, Now)),
            3 => EnrolParticipants.Decide(
                roster,
                new(Session, Small, ACoordinator, [new("x", "X", person, null)], Attendance.Remote, Now)
            ),
            _ => SwitchRegistration.Decide(roster, new(Session, Small.Registration, ACoordinator, kind == 4, Now)),
        };

    private sealed class Model
    {
        public HashSet<PersonId> Enrolled { get; } = [];

        public bool Open { get; private set; } = true;

        public void Ask(int kind, PersonId person)
        {
            if (kind == 3 || (kind == 0 && Open && Enrolled.Count < Small.Registration.Capacity))
            {
                Enrolled.Add(person);
            }
            else if (kind is 1 or 2)
            {
                Enrolled.Remove(person);
            }
            else if (kind is 4 or 5)
            {
                Open = kind == 4;
            }
        }
    }
}
