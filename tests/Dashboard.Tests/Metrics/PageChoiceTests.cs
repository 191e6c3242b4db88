using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Features;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Coordinators take pages out of the figures and put them back, each time with a reason.</summary>
public sealed class PageChoiceTests
{
    private const string Reason = "A sandbox.";

    private static readonly SessionId Session = new(Guid.NewGuid());
    private static readonly PersonId Person = new(Guid.NewGuid());
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    private static readonly Choosing.Command Command = new(
        Session,
        ["enwiki"],
        new("enwiki", 7),
        Reason,
        new(Person, IsAdministrator: false, IsCoordinator: true),
        Now
    );

    private static readonly PageExcluded Excluded = new(Session, "enwiki", 7, Reason, Person, Now);
    private static readonly PageIncluded Included = new(Session, "enwiki", 7, Reason, Person, Now);

    [Fact]
    public void A_coordinator_excludes_a_page() =>
        Spec.Given<PageChoices, PageChoiceEvent>().When(s => ExcludePage.Decide(s, Command)).Then(Excluded);

    [Fact]
    public void A_coordinator_includes_a_page_that_was_excluded() =>
        Spec.Given<PageChoices, PageChoiceEvent>(Excluded).When(s => IncludePage.Decide(s, Command)).Then(Included);

    [Fact]
    public void Another_reason_is_another_word_on_it()
    {
        var other = Command with { Reason = "Written by the museum itself." };

        Spec.Given<PageChoices, PageChoiceEvent>(Excluded)
            .When(s => ExcludePage.Decide(s, other))
            .Then(Excluded with { Reason = other.Reason });
    }

    [Fact]
    public void The_number_alone_is_no_page_for_each_wiki_counts_from_one()
    {
        var onCommons = Command with { Page = new("commonswiki", 7) };

        Spec.Given<PageChoices, PageChoiceEvent>(Excluded)
            .When(s => ExcludePage.Decide(s, onCommons))
            .Then(Excluded with { Wiki = "commonswiki" });
    }

    [Fact]
    public void A_wiki_that_the_session_does_not_follow_is_refused() =>
        Spec.Given<PageChoices, PageChoiceEvent>()
            .When(s => ExcludePage.Decide(s, Command with { Page = new("nlwiki", 7) }))
            .ThenRefused("wiki-not-tracked");

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    public void A_number_that_no_page_can_have_is_refused(long page)
    {
        var nowhere = Command with { Page = new("enwiki", page) };
        var nothing = Spec.Given<PageChoices, PageChoiceEvent>();

        nothing.When(s => ExcludePage.Decide(s, nowhere)).ThenRefused("not-a-page-number");
        nothing.When(s => IncludePage.Decide(s, nowhere)).ThenRefused("not-a-page-number");
    }

    [Fact]
    public void Others_than_coordinators_are_refused() =>
        Spec.Given<PageChoices, PageChoiceEvent>()
            .When(s => IncludePage.Decide(s, Command with { By = Command.By with { IsCoordinator = false } }))
            .ThenRefused("not-a-coordinator");

    [Fact]
    public void Without_a_session_there_is_nothing_to_choose() =>
        Spec.Given<PageChoices, PageChoiceEvent>()
            .When(s => ExcludePage.Decide(s, Command with { Wikis = null }))
            .ThenRefused("no-such-session");

    [Theory]
    [InlineData("", false)]
    [InlineData("  no  ", false)]
    [InlineData("yes", true)]
    public async Task A_reason_has_three_characters_at_least(string reason, bool isValid)
    {
        var result = await new Choosing.Validator().ValidateAsync(
            new Choosing.Request(reason),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(isValid, result.IsValid);
    }

    [Fact]
    public async Task And_two_hundred_at_most()
    {
        var rules = new Choosing.Validator();
        var stop = TestContext.Current.CancellationToken;

        Assert.True((await rules.ValidateAsync(new Choosing.Request(new string('x', 200)), stop)).IsValid);
        Assert.False((await rules.ValidateAsync(new Choosing.Request(new string('x', 201)), stop)).IsValid);
    }
}
