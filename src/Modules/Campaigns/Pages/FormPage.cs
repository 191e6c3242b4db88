using System.Security.Cryptography;
using System.Text;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>
/// What the pages with a form share: what was typed is kept, what is wrong with it stands at its field, and the answer of
/// the command is shown in its own words. Works without JavaScript.
/// </summary>
public abstract class FormPage : PlanningPage
{
    private protected IReadOnlyDictionary<string, string[]> Errors { get; private set; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal);

    private protected Refusal? Refused { get; private set; }

    private protected bool WasPosted => HttpMethods.IsPost(Context.Request.Method);

    /// <summary>What was typed into a field of the posted form, or what stands there before.</summary>
    private protected string Typed(string field, string before = "") =>
        WasPosted ? Context.Request.Form[field].ToString().Trim() : before;

    private protected string? Error(string field) =>
        Errors.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    /// <summary>The caller's standing; one who may not plan here gets the page without its form, as 403.</summary>
    private protected async Task<Standing> StandingOfFormAt(Guid node)
    {
        var by = await StandingAt(node);
        if (!by.MayCoordinate)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return by;
    }

    /// <summary>Validates, runs the slice, and leads to the address of what was made.</summary>
    private protected async Task Submit<TRequest>(
        IValidator<TRequest> rules,
        TRequest request,
        Func<Acting, Task<Outcome>> run,
        Func<Guid, Task<string>> addressOf
    )
    {
        Errors = await rules.Errors(request);
        if (Errors.Count > 0)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var acting = ActingByForm();
        var outcome = await run(acting);
        if (outcome.Refusal is { } refusal)
        {
            Refused = refusal;
            Context.Response.StatusCode = refusal.Kind.Status();
        }
        else
        {
            Address.NavigateTo(await addressOf(acting.NewId));
        }
    }

    /// <summary>
    /// What a form makes has an id of the form's content, so that pressing the button twice makes one thing. The
    /// antiforgery token is left out, since it may differ between two sendings.
    /// </summary>
    private Acting ActingByForm()
    {
        var acting = Acting.Of(Context);
        var fields = Context
            .Request.Form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}");
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields))));
        var caller = StreamId.Derived(acting.By.Person?.Value ?? Guid.Empty, Context.Request.Path);
        return acting with { NewId = IdempotencyKey.IdFrom(caller, hash) };
    }
}
