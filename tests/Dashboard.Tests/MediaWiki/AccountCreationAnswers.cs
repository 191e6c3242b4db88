using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>
/// What wikis answer to action=createaccount, in recorded shapes where no wiki of the tests has the extension (ConfirmEdit,
/// OAuth), and what is sent.
/// </summary>
public sealed class AccountCreationAnswers
{
    private const string Ticket =
        """{"batchcomplete":true,"curtimestamp":"2026-03-08T12:00:00Z","query":{"tokens":{"createaccounttoken":"0123+\\"}}}""";

    private static readonly NewAccount Wanted = new(
        "Newcomer",
        "newcomer@example.org",
        "Requested for an event",
        new("https://dashboard.example/")
    );

    [Fact]
    public async Task The_wiki_is_asked_once_to_mail_a_password_in_the_coordinators_name()
    {
        await using var wiki = await ScriptedWiki.Start(
            Ticket,
            """{"createaccount":{"status":"PASS","username":"Newcomer"}}"""
        );

        var answer = await Create(wiki);

        Assert.Equal(new(CreationResult.Created, "Newcomer", null), answer);
        Assert.All(wiki.Requests, r => Assert.Equal("Bearer the-token", r.Headers["Authorization"]));
        var sent = wiki.Requests.Last();
        Assert.Equal("POST", sent.Method);
        Assert.Equal(
            ("1", "newcomer@example.org", "Newcomer", """0123+\"""),
            (sent["mailpassword"], sent["email"], sent["username"], sent["createtoken"])
        );
    }

    [Fact]
    public async Task A_captcha_asks_for_a_person()
    {
        await using var wiki = await ScriptedWiki.Start(
            Ticket,
            """{"createaccount":{"status":"FAIL","message":"Incorrect or missing CAPTCHA.","messagecode":"captcha-createaccount-fail","canpreservestate":false}}"""
        );
        Assert.Equal(
            new(CreationResult.Refused, null, new("captcha-createaccount-fail", "Incorrect or missing CAPTCHA.")),
            await Create(wiki)
        );
    }

    [Fact]
    public async Task A_form_to_be_filled_in_asks_for_a_person_too()
    {
        await using var wiki = await ScriptedWiki.Start(
            Ticket,
            """{"createaccount":{"status":"UI","requests":[{"id":"CaptchaAuthenticationRequest","required":"required"}],"message":"Answer this.","messagecode":"captcha-edit"}}"""
        );
        Assert.Equal(CreationResult.AsksForMore, (await Create(wiki)).Result);
    }

    [Fact]
    public async Task A_token_that_is_none_is_a_refusal()
    {
        await using var wiki = await ScriptedWiki.Start(
            Recorded.Error("mwoauth-invalid-authorization", "The authorization headers are not valid.")
        );
        var refused = await Assert.ThrowsAsync<WikiException>(() => Create(wiki));
        Assert.Equal(("mwoauth-invalid-authorization", true), (refused.Code, refused.IsRefusal));
    }

    [Fact]
    public async Task A_lost_answer_is_no_refusal_and_nothing_is_sent_again()
    {
        await using var wiki = await ScriptedWiki.Start(Ticket, new WikiAnswer("…") { Cut = true }, "{}");
        var lost = await Assert.ThrowsAsync<WikiException>(() => Create(wiki));
        Assert.False(lost.IsRefusal);
        Assert.Equal(2, wiki.Requests.Count);
    }

    private static async Task<CreationAnswer> Create(ScriptedWiki wiki)
    {
        var creation = wiki.Program().GetRequiredService<AccountCreation>();
        var stop = TestContext.Current.CancellationToken;
        var ticket = await creation.Begin(wiki.Wiki, "the-token", stop);
        Assert.Equal(new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero), ticket.WikiTime);
        return await creation.Create(wiki.Wiki, "the-token", ticket, Wanted, stop);
    }
}
