using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Wikimedia;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Identity;

public sealed class Sign_in_settings_are_checked_before_the_start
{
    private const string Secret = "not-to-be-shown";

    [Theory]
    [InlineData(null, Secret, "Identity:OAuth:ClientId is not")]
    [InlineData(" ", Secret, "Identity:OAuth:ClientId is not")]
    [InlineData("id", null, "Identity:OAuth:ClientSecret is not")]
    [InlineData("id", "", "Identity:OAuth:ClientSecret is not")]
    public void An_id_and_a_secret_go_together(string? id, string? secret, string fault)
    {
        var told = Assert.Single(new OAuthSettings { ClientId = id, ClientSecret = secret }.Faults());

        Assert.Contains(fault, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://meta.wikimedia.org/w/rest.php/oauth2/")]
    [InlineData("ftp://meta.wikimedia.org/")]
    [InlineData("meta.wikimedia.org/w/rest.php/oauth2/")]
    [InlineData("https://meta.wikimedia.org/w/rest.php/oauth2/?x=1")]
    [InlineData("https://user:word@meta.wikimedia.org/w/rest.php/oauth2/")]
    [InlineData("")]
    public void An_authority_that_others_could_listen_to_is_refused(string address) =>
        Assert.Contains(
            "Identity:OAuth:BaseAddress",
            Assert.Single(new OAuthSettings { BaseAddress = address }.Faults()),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("https://dashboard.example.org/")]
    [InlineData("http://dashboard.example.org/sign-in/wikimedia/callback")]
    [InlineData("/sign-in/wikimedia/callback")]
    public void A_callback_that_nobody_answers_is_refused(string address) =>
        Assert.Contains(
            "Identity:OAuth:CallbackAddress",
            Assert.Single(new OAuthSettings { CallbackAddress = address }.Faults()),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        "https://meta.wikimedia.org/w/rest.php/oauth2",
        "https://meta.wikimedia.org/w/rest.php/oauth2/authorize"
    )]
    [InlineData("http://127.0.0.1:8080/oauth2/", "http://127.0.0.1:8080/oauth2/authorize")]
    [InlineData("http://localhost/oauth2/", "http://localhost/oauth2/authorize")]
    public void A_good_authority_is_taken_with_and_without_the_last_stroke(string address, string authorize)
    {
        var settings = new OAuthSettings
        {
            ClientId = "id",
            ClientSecret = Secret,
            BaseAddress = address,
            CallbackAddress = "https://dashboard.example.org/sign-in/wikimedia/callback",
        };

        Assert.Empty(settings.Faults());
        Assert.Equal(authorize, settings.Address("authorize").AbsoluteUri);
    }

    [Fact]
    public void Nothing_at_all_is_fine_and_nobody_signs_in()
    {
        Assert.Empty(new OAuthSettings().Faults());
        Assert.False(new OAuthSettings().IsConfigured);
    }

    [Theory]
    [InlineData("Grace", null, true)]
    [InlineData("grace", null, false)]
    [InlineData("Old Timer", null, true)]
    [InlineData("Anybody", "77", true)]
    [InlineData("77", null, false)]
    [InlineData("77", "78", false)]
    [InlineData("Anybody", "Grace", false)]
    public void Digits_are_a_central_id_and_all_else_is_a_name(string name, string? centralId, bool expected) =>
        Assert.Equal(
            expected,
            new IdentitySettings { Administrators = ["Grace", "old_Timer", " 77 "] }.IsAdministrator(name, centralId)
        );

    [Fact]
    public async Task A_Host_with_half_of_the_settings_does_not_start_and_keeps_the_secret()
    {
        var (code, log) = await HostProcess.RunToItsEnd(
            "--urls=http://127.0.0.1:0",
            $"--Identity:OAuth:ClientSecret={Secret}"
        );

        Assert.Equal(1, code);
        Assert.Contains("Identity:OAuth:ClientId is not", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }
}
